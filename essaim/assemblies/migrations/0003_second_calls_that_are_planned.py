"""Second calls planned before they kept what they put again: the words of their first meeting."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q


def keep_what_is_put_again(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Looks only at what is still missing, so it may stop half-way and be run again."""
    meetings = apps.get_model("assemblies", "Meeting").objects
    second_calls = meetings.filter(second_call_of__isnull=False, put_again=[])
    for meeting in second_calls.select_related("second_call_of__rules").iterator(chunk_size=100):
        meeting.put_again = _announced_by(meeting.second_call_of)
        meeting.save(update_fields=["put_again"])


def _announced_by(first: Any) -> list[dict[str, Any]]:
    """Questions left undecided, and items on which none was written."""
    if first.rules is None:
        return []
    subjects = list(first.rules.subjects.filter(second_call=True).values_list("subject", flat=True))
    given_up = Q(state="withdrawn", opened_at__isnull=False)
    left = first.resolutions.filter(
        Q(outcome="no_quorum") | Q(state="draft") | given_up,
        subject__in=subjects,
        item__added_as="announced",
    )
    items = first.items.filter(
        state="accepted", subject__in=subjects, resolutions=None, added_as="announced"
    )
    said = [
        _said(one.title, one.text, one.subject, _options(one), _seats(one))
        for one in left.order_by("number", "pk")
    ]
    return said + [_said(one.title, one.text or one.title, one.subject, [], 1) for one in items]


def _options(resolution: Any) -> list[str]:
    return list(resolution.options.order_by("position", "pk").values_list("label", flat=True))


def _seats(resolution: Any) -> int:
    return 1 if resolution.method in {"simple", "colleges"} else int(resolution.seats)


def _said(title: str, text: str, subject: str, options: list[str], seats: int) -> dict[str, Any]:
    return {"title": title, "text": text, "subject": subject, "options": options, "seats": seats}


class Migration(migrations.Migration):
    dependencies = [("assemblies", "0002_second_call_puts_questions_again")]

    operations = [
        migrations.RunPython(keep_what_is_put_again, migrations.RunPython.noop, elidable=True)
    ]
