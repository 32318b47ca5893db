"""Published reports as machines read them."""

from operator import attrgetter

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from essaim.kernel.context import network_name
from essaim.kernel.offering.json_ld import Description, JsonLd, page_of
from essaim.reports.models import Snapshot

#: Of each format, its kind as the web names it.
FORMATS = {
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def report(version: Snapshot) -> Description:
    """A version, which never changes, with the files in which it leaves."""
    return {
        "@type": "Report",
        "@id": page_of(version),
        "name": version.report.title,
        "url": page_of(version),
        "version": version.number,
        "temporalCoverage": str(version.report.year),
        "datePublished": timezone.localdate(version.published_at).isoformat(),
        "inLanguage": settings.LANGUAGE_CODE,
        "identifier": {
            "@type": "PropertyValue",
            "propertyID": "SHA-256",
            "value": version.sha256,
        },
        "publisher": {"@type": "Organization", "name": network_name()},
        "encoding": [
            {"@type": "MediaObject", "contentUrl": _file(version, ending), "encodingFormat": kind}
            for ending, kind in FORMATS.items()
        ],
    }


def _file(version: Snapshot, ending: str) -> str:
    path = reverse("reports:version_file", args=[version.report.key, version.number, ending])
    return settings.BASE_URL + path


JSON_LD = (JsonLd("reports.snapshot", report, attrgetter("report.audience")),)
