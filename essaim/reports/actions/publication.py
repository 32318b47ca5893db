"""Publish a report as a frozen version, and hand it to a funder by a link."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.documents.document import Detail
from essaim.journal.actions import action, at_one_moment
from essaim.kernel.acting import Acting
from essaim.kernel.datewords import date_words
from essaim.kernel.errors import RuleBroken
from essaim.kernel.widening import refuse_to_show_unasked
from essaim.programme.models import Decision
from essaim.reports.checks import Finding, Severity, find_all
from essaim.reports.models import FunderLink, RefusedLink, Report, Snapshot
from essaim.reports.queries.composition import document_from, gather, language_now


@action
@at_one_moment
def publish_report(
    *,
    report: Report,
    by: Acting,
    reason: str = "",
    decision: Decision | None = None,
    detail: str = Detail.USUAL,
    shows_more: bool = False,
) -> Snapshot:
    """Freeze the report as it reads now. Raises RuleBroken where a check stands in the way.

    `detail` is how much of it is printed; the whole is frozen. A serious finding needs a reason,
    which is kept with the version; a figure that is gone needs mending. Raises WouldShow where
    fewer people see the decision that its title page names.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    refuse_to_show_unasked(report.audience, [decision], is_agreed=shows_more)
    material = gather(report)
    serious = _serious_findings(find_all(material), reason)
    material = replace(material, lines=(*material.lines, *_adopted(decision)))
    document = document_from(material)
    document = replace(document, published_on=timezone.localdate(), detail=Detail(detail))
    last = Snapshot.objects.filter(report=report).aggregate(last=Max("number"))["last"] or 0
    return Snapshot.objects.create(
        report=report,
        number=last + 1,
        document=document.to_json(),
        sha256=document.digest(),
        published_at=timezone.now(),
        publisher_key=by.key,
        decision=decision,
        overrides=[{"sentence": finding.sentence, "reason": reason} for finding in serious],
    )


def _adopted(decision: Decision | None) -> Iterator[str]:
    """What the title page says of the decision that adopted the report."""
    if decision is not None:
        words = {
            "body": decision.body,
            "day": date_words(decision.decided_on, language=language_now()),
        }
        reference = f" ({decision.reference})" if decision.reference else ""
        yield _("Adopted by: %(body)s, %(day)s") % words + reference


def _serious_findings(findings: list[Finding], reason: str) -> list[Finding]:
    blocking = [finding for finding in findings if finding.severity is Severity.BLOCKING]
    if blocking:
        place = {"where": blocking[0].where, "sentence": blocking[0].sentence}
        raise RuleBroken(_("Nothing was published. %(where)s: %(sentence)s") % place)
    serious = [finding for finding in findings if finding.severity is Severity.SERIOUS]
    if serious and not reason.strip():
        count_and_first = {"count": len(serious), "first": serious[0].sentence}
        raise RuleBroken(
            ngettext(
                "%(count)s serious point remains (%(first)s). Mend it, or say why you publish.",
                "%(count)s serious points remain (%(first)s). Mend them, or say why you publish.",
                len(serious),
            )
            % count_and_first
        )
    return serious


@action
def make_funder_link(
    *, report: Report, snapshot: Snapshot, recipient: str, expires_on: date, by: Acting
) -> FunderLink:
    """Make an address that shows this version, without an account, until that day."""
    if snapshot.report_id != report.pk:
        raise RuleBroken(_("This version is of another report."))
    if not recipient.strip():
        raise RuleBroken(_("Say for whom the link is."))
    if expires_on <= timezone.localdate():
        raise RuleBroken(_("The last day of the link must be to come."))
    return FunderLink.objects.create(
        snapshot=snapshot, recipient=" ".join(recipient.split()), expires_on=expires_on
    )


@action
def revoke_funder_link(*, link: FunderLink, by: Acting) -> FunderLink:
    """Withdraw a link: from now on it opens nothing."""
    if link.revoked_at is not None:
        raise RuleBroken(_("This link is withdrawn already."))
    link.revoked_at = timezone.now()
    link.save(update_fields=["revoked_at"])
    return link


def count_consultation(link: FunderLink) -> None:
    """How often, and on which day last; never by whom. Not an action: it is nobody's decision."""
    FunderLink.objects.filter(pk=link.pk).update(
        consultations=F("consultations") + 1, last_seen_on=timezone.localdate()
    )


def count_refused_link(reason: str) -> None:
    """A link that opened nothing: on which day and why, never who. One row a day and reason."""
    refused, is_new = RefusedLink.objects.get_or_create(on=timezone.localdate(), reason=reason)
    if not is_new:
        RefusedLink.objects.filter(pk=refused.pk).update(count=F("count") + 1)
