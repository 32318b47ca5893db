"""`essaim tally METHOD FILE`: ballots in a file counted, with the rounds and the reasons."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import override

from essaim.kernel.errors import RuleBroken
from essaim.tally.colleges import CollegeMode, CollegeRule, SilentCollege, WeightBase
from essaim.tally.files.numbers import quantity_in
from essaim.tally.files.overvotes import Overvotes
from essaim.tally.quorum import Presence
from essaim.tally.runs import Choices, Counted, Method, count_file
from essaim.tally.simple import CastingVote, Majority, MajorityBase
from essaim.tally.ties import TieBreak, Ties


class Command(BaseCommand):
    """Reads a file and prints; needs no database."""

    help = "Count the ballots of a file: BLT for rankings and approval, CSV for all methods."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("method", choices=[*Method])
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="print the whole result as JSON")
        parser.add_argument("--language", help="of the explanation: fr or en")
        parser.add_argument("--seats", type=int, help="the file's own in BLT, else one")
        parser.add_argument("--ties", choices=[*TieBreak], help="who decides: lots with a --seed")
        parser.add_argument("--seed", default="", help="published with its proof, for lots")
        parser.add_argument(
            "--overvotes",
            choices=[Overvotes.SKIP, Overvotes.EXHAUST],
            default=Overvotes.REFUSE,
            help="unclear preferences: pass over, or end the ballot; refused if not given",
        )
        _add_majority(parser)
        _add_colleges(parser)
        parser.add_argument("--grades", default="", help="the worst first, separated by commas")
        parser.add_argument("--default-grade", help="of a missing judgment, fixed before")

    def handle(self, *args: Any, **options: Any) -> None:
        language = options["language"] or settings.LANGUAGE_CODE
        with override(language):
            try:
                data = _bytes_of(options["file"])
                choices = _choices(options, language)
                counted = count_file(Method(options["method"]), data, options["file"].name, choices)
            except RuleBroken as refusal:
                raise CommandError(str(refusal)) from refusal
            if options["json"]:
                shown = json.dumps(counted.as_json(), ensure_ascii=False, indent=2)
            else:
                shown = _in_words(counted)
            self.stdout.write(shown)


def _add_majority(parser: CommandParser) -> None:
    parser.add_argument("--base", choices=[*MajorityBase], help="the votes expressed if not given")
    parser.add_argument("--threshold", help="a part of the base, such as 2/3: half if not given")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--strict", action="store_true", help="more than the threshold: as usual")
    way.add_argument("--at-least", action="store_true", help="the threshold itself is enough")
    way.add_argument("--relative", action="store_true", help="more For than Against is enough")
    parser.add_argument("--casting-vote", choices=[*CastingVote])
    for group in ("registered", "present", "represented"):
        parser.add_argument(f"--{group}", type=int, help=f"number of members {group}")


def _add_colleges(parser: CommandParser) -> None:
    parser.add_argument("--mode", choices=[*CollegeMode], default=CollegeMode.PROPORTIONAL)
    parser.add_argument("--weight-base", choices=[*WeightBase], default=WeightBase.TOTAL)
    parser.add_argument("--with-abstentions", action="store_true", help="as --base voters")
    parser.add_argument("--silent", choices=[*SilentCollege], default=SilentCollege.REDISTRIBUTE)
    parser.add_argument("--colleges-needed", type=int, help="more than half if not given")


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as fault:
        raise RuleBroken(_("There is no file “%(name)s”.") % {"name": path}) from fault
    except OSError as fault:
        raise RuleBroken(_("The file “%(name)s” cannot be opened.") % {"name": path}) from fault


def _choices(options: dict[str, Any], language: str) -> Choices:
    if options["seats"] is not None and options["seats"] < 1:
        raise RuleBroken(_("There must be at least one seat: give a larger --seats."))
    counts = [options[group] for group in ("registered", "present", "represented")]
    has_presence = any(count is not None for count in counts)
    return Choices(
        seats=options["seats"] or 0,
        majority=_majority(options),
        presence=Presence(*(count or 0 for count in counts)) if has_presence else None,
        casting_vote=options["casting_vote"],
        colleges=CollegeRule(
            mode=CollegeMode(options["mode"]),
            weight_base=WeightBase(options["weight_base"]),
            base=_college_base(options),
            silent_college=SilentCollege(options["silent"]),
            colleges_needed=options["colleges_needed"],
        ),
        grades=tuple(part.strip() for part in options["grades"].split(",") if part.strip()),
        default_grade=options["default_grade"],
        ties=_ties(options),
        overvotes=Overvotes(options["overvotes"]),
        language=language,
    )


def _college_base(options: dict[str, Any]) -> MajorityBase:
    base = MajorityBase.VOTERS if options["with_abstentions"] else options["base"]
    return MajorityBase(base or MajorityBase.EXPRESSED)


def _ties(options: dict[str, Any]) -> Ties | None:
    """A seed says that lots decide; None where nothing is said.

    Raises RuleBroken for lots without a seed, or a seed without lots.
    """
    if not options["ties"] and not options["seed"]:
        return None
    by = options["ties"] or (TieBreak.LOTS if options["seed"] else TieBreak.OPEN)
    if (by == TieBreak.LOTS) != bool(options["seed"].strip()):
        raise RuleBroken(_("Lots need their seed, and no other way of deciding does: see --ties."))
    return Ties(TieBreak(by), options["seed"])


def _majority(options: dict[str, Any]) -> Majority | None:
    """None where nothing is said of it."""
    names = ("threshold", "base", "strict", "at_least", "relative")
    if not any(options[name] for name in names):
        return None
    threshold = quantity_in(options["threshold"] or "1/2")
    if threshold is None:
        sentence = _("“%(text)s” is no threshold: write a part such as 1/2 or 2/3.")
        raise RuleBroken(sentence % {"text": options["threshold"]})
    if (options["threshold"] or "").strip().endswith("%"):
        threshold /= 100
    return Majority(
        threshold.numerator,
        threshold.denominator,
        is_strict=not options["at_least"],
        base=MajorityBase(options["base"] or MajorityBase.EXPRESSED),
        is_relative=options["relative"],
    )


def _in_words(counted: Counted) -> str:
    lines = []
    if counted.method not in {Method.SIMPLE, Method.WEIGHTED}:
        lines += [_("Winners: %(names)s") % {"names": ", ".join(counted.winners) or "—"}]
    if counted.undecided:
        lines += [_("Undecided: %(names)s") % {"names": ", ".join(counted.undecided)}]
    stages = counted.detail.get("rounds")
    if isinstance(stages, list):
        lines += ["", *(_stage_in_words(stage) for stage in stages)]
    return "\n".join([*lines, *([""] if lines else []), *counted.explanation])


def _stage_in_words(stage: dict[str, Any]) -> str:
    counts = ((name, Decimal(count).normalize()) for name, count in stage["votes"].items())
    votes = ", ".join(f"{name} {count:f}" for name, count in counts if count)
    return _("Stage %(number)s: %(votes)s") % {"number": stage["number"], "votes": votes}
