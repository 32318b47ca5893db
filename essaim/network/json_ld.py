"""Organisations as machines read them."""

from django.utils import timezone

from essaim.kernel.acting import PUBLIC, VISITOR
from essaim.kernel.offering.json_ld import Description, JsonLd, page_of
from essaim.kernel.weblinks import followed
from essaim.network.models import Organisation
from essaim.writing.queries import words_of


def organisation(row: Organisation) -> Description:
    """Each contact only where everybody may read it."""
    return {
        "@type": "Organization",
        "@id": page_of(row),
        "name": row.name,
        "alternateName": row.short_name,
        "description": words_of(row.description, timezone.localdate().year, VISITOR),
        "url": followed(row.website) or page_of(row),
        "identifier": [
            {"@type": "PropertyValue", "propertyID": name, "value": value}
            for name, value in (("SIREN", row.siren), ("RNA", row.rna))
            if value
        ],
        "email": row.email if row.email_audience == PUBLIC else "",
        "telephone": row.phone if row.phone_audience == PUBLIC else "",
        **(_place(row) if row.address_audience == PUBLIC else {}),
    }


def _place(row: Organisation) -> Description:
    has_address = row.street or row.postcode or row.city
    return {
        "address": {
            "@type": "PostalAddress",
            "streetAddress": row.street,
            "postalCode": row.postcode,
            "addressLocality": row.city,
            "addressCountry": row.country if has_address else "",
        },
        "location": {
            "@type": "Place",
            "geo": {"@type": "GeoCoordinates", **_point(row)},
        },
    }


def _point(row: Organisation) -> Description:
    if row.latitude is None or row.longitude is None:
        return {}
    return {"latitude": str(row.latitude), "longitude": str(row.longitude)}


JSON_LD = (JsonLd("network.organisation", organisation),)
