"""Answering a convocation, and noting a proxy that came on paper."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.assemblies.bodies.enums import BlankProxies
from essaim.assemblies.roll.models import (
    Answer,
    Elector,
    ElectorQuerySet,
)
from essaim.assemblies.roll.queries.answers import AnswerPage
from essaim.assemblies.roll.queries.proxies import ProxyBook
from essaim.assemblies.roll.queries.roll import roll_of
from essaim.kernel.choices import SeenChoiceField

#: The longest instruction on how to vote, in characters.
LONGEST = 1000
CHAIR_IF_EMPTY = gettext_lazy("The chair of the meeting, if you leave it empty.")


class HolderSelect(forms.Select):
    """Whoever may hold no proxy stands in the list with the reason, and cannot be chosen."""

    def __init__(self, refused: Collection[str]) -> None:
        super().__init__()
        self.refused = refused

    def create_option(self, name: str, value: Any, *args: Any, **more: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **more)
        if str(value) in self.refused:
            option["attrs"]["disabled"] = True
        return option


def _by_college(
    electors: Iterable[Elector], refusals: Mapping[str, str]
) -> dict[str, list[tuple[str, str]]]:
    """Keys and labels under the name of each college, as a menu groups them."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for elector in electors:
        key, why = str(elector.key), refusals[str(elector.key)]
        if not why and elector.answer == Answer.EXCUSED:
            why = elector.get_answer_display()
        label = f"{elector.name} – {why}" if why else elector.name
        groups.setdefault(str(elector.college or _("Members")), []).append((key, label))
    return groups


class ElectorField(SeenChoiceField):
    """An elector of a meeting: of a menu or, among more than fifty, by a name that one types."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Elector.objects.none(), to_field_name="key", **options)

    def offer_electors(
        self, electors: ElectorQuerySet, names_at: str, *, if_empty: Any = ""
    ) -> None:
        """`if_empty`: what nothing typed means, where the first line of a menu would say it."""
        self.offer(electors, names_at=names_at)
        if self.is_typed:
            self.help_text = if_empty


class AnswerForm(forms.Form):
    """One of the answers that the meeting takes; for a proxy, to whom and how to vote."""

    answer = forms.ChoiceField(label=gettext_lazy("Your answer"), widget=forms.RadioSelect)
    holder = ElectorField(label=gettext_lazy("To whom"), required=False)
    instruction = forms.CharField(
        label=gettext_lazy("How to vote, if you wish to say so"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, page: AnswerPage, ticked: str, names_at: str
    ) -> None:
        given = page.given
        initial = {
            "answer": ticked or page.elector.answer,
            "holder": given.holder.key if given and given.holder else "",
            "instruction": given.instruction if given else "",
        }
        super().__init__(data, initial=initial)
        cast(forms.ChoiceField, self.fields["answer"]).choices = list(page.labels.items())
        if Answer.PROXY in page.labels and page.book is not None:
            self._offer_holders(page.elector, page.book, names_at)
        else:
            del self.fields["holder"], self.fields["instruction"]

    def _offer_holders(self, giver: Elector, book: ProxyBook, names_at: str) -> None:
        """In a menu, whoever may hold no proxy stands with the reason."""
        field = cast(ElectorField, self.fields["holder"])
        takes_blank = book.rules.blank_proxies == BlankProxies.TO_CHAIR
        others = roll_of(book.meeting).exclude(pk=giver.pk)
        field.offer_electors(others, names_at, if_empty=CHAIR_IF_EMPTY if takes_blank else "")
        if field.few is not None:
            refusals = {str(other.key): book.refusal_in_short(giver, other) for other in field.few}
            first = _("The chair of the meeting") if takes_blank else _("Choose somebody")
            field.widget = HolderSelect({key for key, why in refusals.items() if why})
            field.choices = [("", first), *_by_college(field.few, refusals).items()]

    def clean(self) -> dict[str, Any]:
        """A holder and an instruction go with a proxy alone."""
        typed = super().clean() or {}
        by_proxy = typed.get("answer") == Answer.PROXY
        typed["holder"] = typed.get("holder") if by_proxy else None
        typed["instruction"] = typed.get("instruction", "").strip() if by_proxy else ""
        return typed


class PaperProxyForm(forms.Form):
    """A proxy that came on paper or by telephone, noted by who runs the meeting."""

    giver = ElectorField(label=gettext_lazy("Who gives it"))
    holder = ElectorField(
        label=gettext_lazy("To whom"),
        required=False,
        empty_label=gettext_lazy("Nobody named: the chair of the meeting"),
    )
    instruction = forms.CharField(
        label=gettext_lazy("How to vote, if the giver says so"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    replace = forms.BooleanField(
        label=gettext_lazy("It replaces the one that was given before"), required=False
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, electors: ElectorQuerySet, names_at: str
    ) -> None:
        super().__init__(data)
        cast(ElectorField, self.fields["giver"]).offer_electors(electors, names_at)
        holder = cast(ElectorField, self.fields["holder"])
        holder.offer_electors(electors, names_at, if_empty=CHAIR_IF_EMPTY)


class ConveneForm(forms.Form):
    """The tick that is asked for where the notice is too short."""

    despite_short_notice = forms.BooleanField(
        label=gettext_lazy("I convene all the same"), required=False
    )
