"""Rules told in plain sentences, in the language of the reader: pages, refusals, convocations.

Pure: what is told is given, saved or not (`SubjectRule(**frozen["subject"])`). The functions that
end in `_told` answer a part of a sentence; `tell_rules` and `tell_subject` whole ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from essaim.assemblies.bodies.enums import (
    AddedItems,
    Aggregation,
    BlankProxies,
    CastingVote,
    CheckedAt,
    ConsentFallback,
    DuesCutoff,
    ProxiesUntil,
    QuorumBase,
    QuorumKind,
    Secrecy,
    SilentCollege,
    Subject,
    TieBreak,
)
from essaim.assemblies.bodies.models import Body, BodyRules, SubjectRule
from essaim.assemblies.bodies.shares import at_least, in_words, more_than, share
from essaim.kernel.audiences import covers
from essaim.kernel.datewords import date_words


@dataclass(frozen=True)
class Paragraph:
    """One rule in sentences, with the article that sets it, which may be empty."""

    title: str
    sentences: tuple[str, ...]
    article: str = ""


def quorum_sentence(rule: SubjectRule) -> str:
    """ "a third of the electors, proxies counted, checked at each vote"."""
    if rule.quorum_kind == QuorumKind.NONE:
        return _("no quorum")
    parts = [
        _quorum_size(rule),
        _("in each college") if rule.quorum_by_college else "",
        _("proxies counted") if rule.quorum_counts_proxies else _("without the proxies"),
        _("checked at each vote")
        if rule.quorum_checked_at == CheckedAt.VOTE
        else _("checked at the opening of the meeting"),
    ]
    return ", ".join(part for part in parts if part)


def _quorum_size(rule: SubjectRule) -> str:
    if rule.quorum_kind == QuorumKind.NUMBER:
        number = rule.quorum_number
        size = ngettext("%(number)s elector", "%(number)s electors", number)
        return size % {"number": in_words(number)}
    of_members = rule.quorum_base == QuorumBase.MEMBERS
    size = (
        _("%(share)s of all the members convened") if of_members else _("%(share)s of the electors")
    )
    part = (rule.quorum_numerator, rule.quorum_denominator)
    return size % {"share": more_than(*part) if rule.quorum_is_strict else share(*part)}


def second_call_sentence(rule: SubjectRule) -> str:
    """What happens without a quorum; empty where nothing is said or no quorum is asked."""
    if rule.quorum_kind == QuorumKind.NONE or not rule.second_call:
        return ""
    words = _second_call_after(rule.second_call_days)
    return f"{words}, {_('on the same agenda')}" if rule.second_call_same_agenda else words


def _second_call_after(days: int) -> str:
    if not days:
        return _("without it, a second meeting needs no quorum")
    words = ngettext(
        "without it, a second meeting at least %(days)s day later needs no quorum",
        "without it, a second meeting at least %(days)s days later needs no quorum",
        days,
    )
    return words % {"days": in_words(days)}


def majority_sentence(rule: SubjectRule) -> str:
    """ "more than half of the votes expressed"."""
    part = (rule.majority_numerator, rule.majority_denominator)
    needed = more_than(*part) if rule.majority_is_strict else at_least(*part)
    return f"{needed} {rule.get_majority_base_display()}"


def secrecy_sentence(rule: SubjectRule) -> str:
    return {
        Secrecy.NEVER: _("open vote, each under its name"),
        Secrecy.ON_REQUEST: _("secret ballot when a member asks for it"),
        Secrecy.ALWAYS: _("secret ballot, always"),
    }[Secrecy(rule.secrecy)]


def proxies_sentence(rules: BodyRules) -> str:
    """ "two proxies at most for each elector, until the opening of the meeting"."""
    if not rules.proxies_allowed:
        return _("no proxies")
    return f"{_cap_sentence(rules)}, {ProxiesUntil(rules.proxies_until).label}"


def _cap_sentence(rules: BodyRules) -> str:
    cap = rules.proxy_cap
    if cap is None:
        return _("as many proxies as are given")
    words = ngettext(
        "%(number)s proxy at most for each elector",
        "%(number)s proxies at most for each elector",
        cap,
    )
    return words % {"number": in_words(cap)}


def notice_sentence(rules: BodyRules) -> str:
    """ "convened by e-mail, at least 15 days before"."""
    days, means = rules.notice_days, rules.get_notice_means_display()
    if not days:
        return _("convened %(means)s, whenever it is needed") % {"means": means}
    words = ngettext(
        "convened %(means)s, at least %(days)s day before",
        "convened %(means)s, at least %(days)s days before",
        days,
    )
    return words % {"means": means, "days": in_words(days)}


def tell_subject(rule: SubjectRule) -> Paragraph:
    """Quorum, second call, majority and secrecy of one kind of question."""
    parts = (
        _("Quorum: %(rule)s") % {"rule": quorum_sentence(rule)},
        second_call_sentence(rule),
        _("Majority: %(rule)s") % {"rule": majority_sentence(rule)},
        choices_sentence(rule),
        secrecy_sentence(rule),
    )
    return paragraph(rule.get_subject_display(), parts, rule.article)


def choices_sentence(rule: SubjectRule) -> str:
    """What an election makes of the majority; empty for the other subjects."""
    if rule.subject != Subject.ELECTION:
        return ""
    if rule.majority_in_choices:
        return _(
            "it is asked of who is approved too; a ranked vote, a majority judgment and lots have "
            "none but their own"
        )
    return _(
        "in an approval vote the most approved are chosen without it; a ranked vote, a majority "
        "judgment and lots have none but their own"
    )


def tell_rules(body: Body, rules: BodyRules, weights: Sequence[tuple[str, int]]) -> list[Paragraph]:
    """All but the subjects. `weights` are the colleges by name, with what they weigh."""
    remote = (rules.remote_allowed, _("one may take part by video"), rules.remote_article)
    written = (rules.written_allowed, _("one may decide in writing"), rules.written_article)
    device = (rules.electronic_allowed, _("one may vote on a device"), rules.electronic_article)
    return [
        _tell_notice(rules),
        _tell_electors(body, rules),
        _tell_proxies(rules),
        _tell_colleges(rules, weights),
        _tell_allowed(_("Taking part by video"), *remote, _("one takes part on site alone")),
        _tell_allowed(_("In writing"), *written, _("one decides in a meeting alone")),
        _tell_allowed(_("On a device"), *device, _("one votes by hand or on paper alone")),
        paragraph(_("Decisions by consent"), consent_sentences(rules)),
        _tell_minutes(rules),
    ]


def consent_sentences(rules: BodyRules) -> list[str]:
    """How many rounds, what follows when they are used up, what silence means."""
    rounds = ngettext(
        "%(number)s round of objections at most",
        "%(number)s rounds of objections at most",
        rules.max_rounds,
    )
    fallback = _("once they are used up: %(becomes)s")
    silence = (
        _("whoever says nothing consents")
        if rules.silence_is_consent
        else _("whoever says nothing does not consent")
    )
    part = share(rules.answers_numerator, rules.answers_denominator)
    answers = _("in writing, %(share)s of the electors must answer") % {"share": part}
    return [
        rounds % {"number": in_words(rules.max_rounds)},
        fallback % {"becomes": ConsentFallback(rules.consent_fallback).label},
        silence,
        "" if rules.silence_is_consent or not rules.written_allowed else answers,
    ]


def paragraph(title: str, parts: Sequence[str], article: str = "") -> Paragraph:
    """Parts of sentences as sentences; empty ones are left out."""
    sentences = (f"{part[0].upper()}{part[1:]}." for part in parts if part)
    return Paragraph(f"{title[0].upper()}{title[1:]}", tuple(sentences), article)


def _tell_notice(rules: BodyRules) -> Paragraph:
    added = {
        AddedItems.MINOR: _("after that, only minor questions and incidents may be added"),
        AddedItems.FREE: _("after that, any question may still be added"),
    }[AddedItems(rules.added_items)]
    return paragraph(_("Convocation"), (notice_sentence(rules), added), rules.notice_article)


def electors_sentence(body: Body) -> str:
    if body.group is None:
        return _("all the members of the network vote, each with one voice")
    if not covers(body.group.audience, body.audience):
        return _("the people of its group vote, each with one voice")
    return _("the people of the group %(group)s vote, each with one voice") % {"group": body.group}


def _tell_electors(body: Body, rules: BodyRules) -> Paragraph:
    parts = (electors_sentence(body), _dues_sentence(rules), _admission_sentence(rules))
    return paragraph(_("Right to vote"), parts, rules.electors_article)


def _dues_sentence(rules: BodyRules) -> str:
    if rules.dues_cutoff == DuesCutoff.NONE:
        return str(DuesCutoff.NONE.label)
    when = str(DuesCutoff(rules.dues_cutoff).label)
    if rules.dues_day is not None:
        day = date_words(rules.dues_day, language=get_language() or "fr")
        when = _("on %(day)s") % {"day": day}
    return _("dues must be paid %(when)s") % {"when": when}


def _admission_sentence(rules: BodyRules) -> str:
    days = rules.admitted_days
    if not days:
        return ""
    words = ngettext(
        "a member votes from %(days)s day after its admission",
        "a member votes from %(days)s days after its admission",
        days,
    )
    return words % {"days": in_words(days)}


def _tell_proxies(rules: BodyRules) -> Paragraph:
    parts = [proxies_sentence(rules)]
    if rules.proxies_allowed:
        to_chair = rules.blank_proxies == BlankProxies.TO_CHAIR
        parts += [
            _("a proxy that names nobody goes to the chair of the meeting")
            if to_chair
            else _("a proxy names who holds it"),
            "" if rules.proxies_across_colleges else _("a proxy stays within its college"),
            "" if rules.proxies_may_split else _("a holder votes all its proxies as one"),
        ]
    return paragraph(_("Proxies"), parts, rules.proxy_article)


def weights_in_words(weights: Sequence[tuple[str, int]]) -> str:
    """ "Networks 50%, Individuals 50%"."""
    words = _("%(college)s %(weight)s%%")
    return ", ".join(words % {"college": name, "weight": weight} for name, weight in weights)


def _tell_colleges(rules: BodyRules, weights: Sequence[tuple[str, int]]) -> Paragraph:
    parts = [str(Aggregation(rules.aggregation).label)]
    if rules.aggregation != Aggregation.HEADS:
        silent = SilentCollege(rules.silent_college).label
        parts += [
            weights_in_words(weights),
            _("weight of a college where nobody votes: %(becomes)s") % {"becomes": silent},
            _colleges_needed_sentence(rules),
        ]
    casting = CastingVote(rules.casting_vote).label
    ties = TieBreak(rules.tie_break).label
    parts += [
        _("between equal votes decides: %(who)s") % {"who": casting},
        _("between options that are level decides: %(who)s") % {"who": ties},
    ]
    return paragraph(_("Colleges and equal votes"), parts)


def _colleges_needed_sentence(rules: BodyRules) -> str:
    if rules.aggregation != Aggregation.DOUBLE_MAJORITY:
        return ""
    needed = rules.colleges_needed
    if needed is None:
        return _("more than half of the colleges must be in favour")
    words = ngettext(
        "%(number)s college must be in favour", "%(number)s colleges must be in favour", needed
    )
    return words % {"number": in_words(needed)}


def _tell_allowed(title: str, is_allowed: bool, yes: str, article: str, no: str) -> Paragraph:
    return paragraph(title, (yes if is_allowed else no,), article)


def _tell_minutes(rules: BodyRules) -> Paragraph:
    by_signature = rules.minutes_by_signature
    officers = _("they are locked by the signatures of the officers of the meeting")
    later = _("they are locked when a later meeting approves them")
    return paragraph(_("Minutes of the meeting"), (officers if by_signature else later,))
