"""Why a proxy may not be given, in one sentence that quotes the article of the rules."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from essaim.assemblies.bodies.enums import BlankProxies, ProxiesUntil
from essaim.assemblies.bodies.models import BodyRules
from essaim.assemblies.meetings.enums import MeetingMode, MeetingState
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.models import Elector, Proxy, ProxyQuerySet
from essaim.assemblies.roll.queries.notice import notice_under, rules_at
from essaim.kernel.datewords import date_words


@dataclass(frozen=True)
class ProxyBook:
    """The standing proxies of a meeting under its rules: giver's id to holder's, None where blank.

    Reads nothing more, so that all possible holders are told apart in as many queries as one.
    """

    meeting: Meeting
    rules: BodyRules
    holder_of: dict[int, int | None]
    at: datetime

    @cached_property
    def number_held(self) -> Counter[int]:
        """How many each holder has; those that name nobody are under no cap."""
        return Counter(holder for holder in self.holder_of.values() if holder is not None)

    def refusal(
        self, giver: Elector, holder: Elector | None, *, replaces: bool = False
    ) -> str | None:
        """The first reason against it, or None. `replaces`: the one they gave before goes."""
        reasons = (
            self.refusal_to_all,
            lambda: self.refusal_of_giver(giver, replaces=replaces),
            lambda: self._refusal_of_blank() if holder is None else None,
            lambda: None if holder is None else self.refusal_of_holder(giver, holder),
        )
        return next((sentence for reason in reasons if (sentence := reason())), None)

    def refusal_to_all(self) -> str | None:
        """Whoever gives: what the rules and the calendar say."""
        if self.meeting.mode == MeetingMode.WRITTEN:
            return _("In writing, each votes for oneself: there is no proxy.")
        if not self.rules.proxies_allowed:
            return self._quoting(_("The rules of this body allow no proxies."))
        return self.refusal_of_the_hour()

    def refusal_of_the_hour(self) -> str | None:
        """Too late, or too early."""
        if refusal := self.refusal_of_withdrawal():
            return refusal
        last_day = notice_under(self.rules, self.meeting, self.at).last_day
        if (
            self.rules.proxies_until == ProxiesUntil.NOTICE
            and timezone.localdate(self.at) > last_day
        ):
            day = date_words(last_day, language=get_language() or "fr")
            sentence = _("Proxies were accepted until %(day)s, the last day for convening.")
            return self._quoting(sentence % {"day": day})
        return None

    def refusal_of_withdrawal(self) -> str | None:
        """Until the opening, or the closing where the rules take proxies till then."""
        state = self.meeting.state
        during = self.rules.proxies_until == ProxiesUntil.DURING
        if state == MeetingState.CONVENED or (during and state == MeetingState.OPEN):
            return None
        if state == MeetingState.OPEN:
            return self._quoting(_("The meeting is open: proxies were accepted until then."))
        if state == MeetingState.PLANNED:
            return _("The meeting is not convened yet: proxies are given on its convocation.")
        return _("The meeting is over: no proxy changes any more.")

    def refusal_of_giver(self, giver: Elector, *, replaces: bool = False) -> str | None:
        names = {"giver": giver.name}
        if not giver.may_vote:
            sentence = _("%(giver)s has no vote to give: %(reason)s.")
            return sentence % {**names, "reason": giver.get_right_display()}
        if number := self.number_held[giver.pk]:
            sentence = ngettext(
                "%(giver)s holds a proxy: it must first be taken back or given to somebody else.",
                "%(giver)s holds %(count)s proxies: they must first be taken back or given to "
                "somebody else.",
                number,
            )
            return self._quoting(sentence % {**names, "count": number})
        if giver.pk in self.holder_of and not replaces:
            return _("%(giver)s has given a proxy already: replace it, or take it back.") % names
        return None

    def _refusal_of_blank(self) -> str | None:
        if self.rules.blank_proxies == BlankProxies.FORBIDDEN:
            return self._quoting(_("A proxy must name somebody: those that do not are refused."))
        return None

    def refusal_of_holder(self, giver: Elector, holder: Elector) -> str | None:
        reasons = (
            self._refusal_of_pair(giver, holder),
            self._refusal_of_rank(holder),
            None if self.holder_of.get(giver.pk) == holder.pk else self._refusal_of_cap(holder),
        )
        return next(filter(None, reasons), None)

    def refusal_in_short(self, giver: Elector, holder: Elector) -> str:
        """The same without the article, which a list quotes once; empty where there is none."""
        refusal = self.refusal_of_holder(giver, holder) or ""
        return refusal.removesuffix(self.rules.proxy_article.strip()).strip()

    def _refusal_of_pair(self, giver: Elector, holder: Elector) -> str | None:
        if holder.meeting_id != giver.meeting_id:
            sentence = _("%(holder)s is not convened to this meeting.")
            return self._quoting(sentence % {"holder": holder.name})
        if holder.pk == giver.pk:
            return _("Nobody gives a proxy to oneself.")
        if holder.college_id != giver.college_id and not self.rules.proxies_across_colleges:
            sentence = _("%(holder)s is of another college: a proxy stays within a college.")
            return self._quoting(sentence % {"holder": holder.name})
        return None

    def _refusal_of_rank(self, holder: Elector) -> str | None:
        if not holder.may_vote:
            sentence = _("%(holder)s may not vote, hence hold no proxy: %(reason)s.")
            return sentence % {"holder": holder.name, "reason": holder.get_right_display()}
        if holder.pk in self.holder_of:
            sentence = _("%(holder)s has given a proxy, hence cannot hold one.")
            return self._quoting(sentence % {"holder": holder.name})
        return None

    def _refusal_of_cap(self, holder: Elector) -> str | None:
        cap = self.rules.proxy_cap
        if cap is None or self.number_held[holder.pk] < cap:
            return None
        sentence = ngettext(
            "One proxy at most: %(holder)s holds one already.",
            "%(count)s proxies at most: %(holder)s holds them already.",
            cap,
        )
        return self._quoting(sentence % {"count": cap, "holder": holder.name})

    def _quoting(self, sentence: str) -> str:
        """The sentence, then the article in the words of the statutes."""
        return " ".join(filter(None, (sentence, self.rules.proxy_article.strip())))


def book_of(meeting: Meeting, at: datetime | None = None) -> ProxyBook | None:
    """None where the body has no rules yet."""
    moment = at or timezone.now()
    rules = rules_at(meeting, moment)
    if rules is None:
        return None
    standing = Proxy.objects.standing().filter(giver__meeting=meeting)
    return ProxyBook(meeting, rules, dict(standing.values_list("giver_id", "holder_id")), moment)


def proxy_refusal(
    meeting: Meeting,
    giver: Elector,
    holder: Elector | None,
    at: datetime,
    *,
    replaces: bool = False,
) -> str | None:
    """Why this proxy may not be given at that moment, or None."""
    book = book_of(meeting, at)
    if book is None:
        return _("This body has no rules yet: write them down first.")
    return book.refusal(giver, holder, replaces=replaces)


def standing_proxies(meeting: Meeting) -> ProxyQuerySet:
    """Those in force, by giver."""
    standing = Proxy.objects.standing().filter(giver__meeting=meeting)
    return standing.select_related("giver", "holder").order_by("giver__folded", "pk")
