"""Writing figures: what is counted, what was read, and where texts cite it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.files.actions import store_file
from essaim.files.models import StoredFile
from essaim.journal.actions import action, label
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fitted
from essaim.kernel.models import Keyed
from essaim.kernel.periods import Granularity, Period
from essaim.kernel.widening import refuse_to_narrow_unasked, refuse_to_tell_unasked
from essaim.programme.actions.content import check_year
from essaim.programme.actions.definitions import COLUMNS, checked_definition, write_terms
from essaim.programme.content import IndicatorContent, ReadingContent, Upload
from essaim.programme.enums import FigureSource, Qualifier
from essaim.programme.models import FigureUse, Indicator, Reading

#: What a column of whole numbers holds.
LARGEST = 2**63 - 1


@action
def add_indicator(*, content: IndicatorContent, by: Acting) -> Indicator:
    """Say what a figure means. Raises RuleBroken where the definition does not hold together.

    Raises WouldTell where fewer people see a figure that it is derived from.
    """
    checked_definition(content)
    refuse_to_tell_unasked(content.audience, content.terms, is_agreed=content.shows_more)
    if Indicator.objects.filter(code=content.code).exists():
        raise RuleBroken(_("There is already an indicator “%(code)s”.") % {"code": content.code})
    indicator = Indicator(source=content.source)
    return _define(indicator, content)


@action
def edit_indicator(*, indicator: Indicator, content: IndicatorContent, by: Acting) -> Indicator:
    """Say better what it means; its readings keep their value under another scale.

    Its code stays where a text cites it; its source and its being a rate, where it has readings.
    Raises WouldTell as `add_indicator` does, WouldStayShown where it is narrowed and a figure that
    is derived from it is not.
    """
    checked_definition(content, of=indicator)
    asked = {"is_agreed": content.shows_more}
    terms = [term.operand for term in indicator.terms.select_related("operand")]
    refuse_to_tell_unasked(
        content.audience, content.terms, was=(indicator.audience, terms), **asked
    )
    refuse_to_narrow_unasked(indicator, content.audience, by=by, **asked)
    if content.code != indicator.code:
        _check_new_code(indicator, content.code)
    moved = content.source != indicator.source or content.is_ratio != indicator.is_ratio
    if moved and indicator.readings.exists():
        raise RuleBroken(
            _("It has readings: where its values come from, and being a rate, stay as they are.")
        )
    _rescale(indicator, content.decimals)
    return _define(indicator, content)


def _check_new_code(indicator: Indicator, code: str) -> None:
    if indicator.uses.exists():
        raise RuleBroken(_("Texts cite it under its code, which stays as it is."))
    if Indicator.objects.filter(code=code).exists():
        raise RuleBroken(_("There is already an indicator “%(code)s”.") % {"code": code})


def _define(indicator: Indicator, content: IndicatorContent) -> Indicator:
    for name in COLUMNS:
        setattr(indicator, name, getattr(content, name))
    indicator.source = content.source
    indicator.save()
    write_terms(indicator, content.terms)
    return indicator


def _rescale(indicator: Indicator, decimals: int) -> None:
    """Keep every value under another number of decimals; refuse to lose one."""
    readings = indicator.readings.exclude(scaled=None)
    step = decimals - indicator.decimals
    if step > 0:
        most = LARGEST // 10**step
        if readings.filter(Q(scaled__gt=most) | Q(scaled__lt=-most)).exists():
            raise RuleBroken(_("With so many decimals, a reading would be too large."))
        readings.update(scaled=F("scaled") * 10**step)
    elif step < 0:
        kept = {pk: divmod(value, 10**-step) for pk, value in readings.values_list("pk", "scaled")}
        if any(rest for _value, rest in kept.values()):
            raise RuleBroken(_("A reading has more decimals than that: it would be cut."))
        readings.update(scaled=F("scaled") / 10**-step)


@action
def remove_indicator(*, indicator: Indicator, by: Acting) -> Indicator:
    """Take away a definition that nothing rests on: no reading, no text, no derived figure."""
    if indicator.uses.exists():
        raise RuleBroken(_("A text cites this figure: it stays."))
    if indicator.readings.exists():
        raise RuleBroken(_("It has readings: it stays. Withdraw them first."))
    if indicator.used_in.exists():
        raise RuleBroken(_("Another figure is made of it: it stays."))
    indicator.delete()
    return indicator


@action
def add_reading(
    *,
    indicator: Indicator,
    starts_on: date,
    content: ReadingContent,
    by: Acting,
    granularity: str = Granularity.YEAR,
    dimension: str = "",
) -> Reading:
    """Note a value for a period. Raises RuleBroken where there is one, or where it cannot be."""
    check_year(starts_on.year)
    start = first_day(granularity, starts_on)
    place = {"granularity": granularity, "starts_on": start, "dimension": dimension.strip()}
    if indicator.readings.filter(**place).exists():
        raise RuleBroken(_("There is already a reading for this period: correct it."))
    reading = Reading(indicator=indicator, author_key=by.key, **place)
    return _note(reading, content, by)


@action
def correct_reading(*, reading: Reading, content: ReadingContent, by: Acting) -> Reading:
    """Put a reading right; the former value stays in its history."""
    reading.author_key = by.key
    return _note(reading, content, by)


@action
def withdraw_reading(*, reading: Reading, by: Acting) -> Reading:
    """Take away what was noted by mistake. Where a text cites it, it is corrected instead."""
    year = reading.starts_on.year
    cited = Q(period="") | Q(period__startswith=year) | Q(period__startswith=year + 1)
    if reading.indicator.uses.filter(cited).exists():
        raise RuleBroken(_("A text cites this figure: correct the reading instead."))
    reading.delete()
    return reading


@action
def take_readings(
    *,
    period: Period,
    entries: Sequence[tuple[Indicator, ReadingContent]],
    by: Acting,
) -> int:
    """Note a month or a year of many indicators at once; answers how many were noted or changed."""
    noted = {
        reading.indicator_id: reading
        for reading in Reading.objects.whole().filter(
            granularity=period.granularity, starts_on=period.starts_on
        )
    }
    changed = 0
    for indicator, content in entries:
        reading = noted.get(indicator.pk)
        if reading is None:
            add_reading(
                indicator=indicator,
                starts_on=period.starts_on,
                granularity=period.granularity,
                content=content,
                by=by,
            )
        elif _says_otherwise(reading, _measured(indicator, content)):
            correct_reading(reading=reading, content=content, by=by)
        else:
            continue
        changed += 1
    return changed


def _says_otherwise(reading: Reading, measured: dict[str, int | None]) -> bool:
    return any(getattr(reading, name) != value for name, value in measured.items())


def first_day(granularity: str, day: date) -> date:
    """The day under which a period is kept. Raises RuleBroken where it is no granularity."""
    if granularity not in Granularity.values:
        raise RuleBroken(_("A reading covers a year, a month or a day."))
    return day if granularity == Granularity.DAY else Period.around(granularity, day).starts_on


def _note(reading: Reading, content: ReadingContent, by: Acting) -> Reading:
    if content.qualifier not in Qualifier.values:
        raise RuleBroken(_("Choose how exact the value is."))
    for name, value in _measured(reading.indicator, content).items():
        setattr(reading, name, value)
    reading.qualifier = content.qualifier
    reading.source_note = content.source_note.strip()
    reading.evidence_url = content.evidence_url
    reading.evidence_file = _stored(content.evidence_file, reading.indicator, by)
    reading.save()
    return reading


def _stored(
    file: StoredFile | Upload | None, indicator: Indicator, by: Acting
) -> StoredFile | None:
    """A file that comes is kept, seen by those who see the figure. Raises Refused for a bad one."""
    if not isinstance(file, Upload):
        return file
    return store_file(content=file.content, name=file.name, audience=indicator.audience, by=by)


def _measured(indicator: Indicator, content: ReadingContent) -> dict[str, int | None]:
    """The columns that hold the value. Raises RuleBroken where it is not one of this indicator."""
    if indicator.source != FigureSource.DECLARED:
        raise RuleBroken(_("This figure is computed: it takes no reading."))
    if not indicator.is_ratio:
        return {"scaled": _scaled(indicator, content), "numerator": None, "denominator": None}
    if content.numerator is None or content.denominator is None:
        raise RuleBroken(_("A rate is noted with its numerator and its base."))
    if content.denominator <= 0:
        raise RuleBroken(_("The base of a rate is above 0: nothing can be divided by 0."))
    if max(abs(content.numerator), content.denominator) > LARGEST:
        raise RuleBroken(_("This value is too large."))
    return {
        "scaled": None,
        "numerator": content.numerator,
        "denominator": content.denominator,
    }


def _scaled(indicator: Indicator, content: ReadingContent) -> int:
    value = content.value
    if value is None or not value.is_finite():
        raise RuleBroken(_("Give the value that was read."))
    if abs(value) > Decimal(LARGEST).scaleb(-indicator.decimals):
        raise RuleBroken(_("This value is too large."))
    try:
        return Reading.scale(value, indicator.decimals)
    except ValueError as error:
        raise RuleBroken(_too_many_decimals(indicator)) from error


def _too_many_decimals(indicator: Indicator) -> str:
    if not indicator.decimals:
        return _("This indicator is kept in whole numbers.")
    return ngettext(
        "This indicator is kept with %(count)s decimal at most.",
        "This indicator is kept with %(count)s decimals at most.",
        indicator.decimals,
    ) % {"count": indicator.decimals}


def record_figure_uses(holder: Keyed, field: str, uses: Sequence[tuple[str, str, str]]) -> None:
    """Replace what a text cites by these (code, period, form), in the order of the text.

    Called inside the action that saves the text: its journal line tells of both. A code that no
    indicator bears is kept as it is, so that the check of reports finds it.
    """
    FigureUse.objects.filter(holder_key=holder.key, field=field).delete()
    codes = {code for code, _period, _form in uses}
    known = dict(Indicator.objects.filter(code__in=codes).values_list("code", "pk"))
    FigureUse.objects.bulk_create(
        fitted(
            FigureUse(
                holder_model=label(holder),
                holder_key=holder.key,
                field=field,
                position=position,
                code=code,
                indicator_id=known.get(code),
                period=period,
                form=form,
            )
            for position, (code, period, form) in enumerate(uses)
        )
    )
