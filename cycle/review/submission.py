"""What an officer gives for one indicator and period: what to mend, what to ask, what to keep."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal

from cycle.periods import Period, day_words
from cycle.plan import retirement
from cycle.plan.indicator import Indicator, Scheme
from cycle.plan.units import shown
from cycle.review import commentary, trend
from cycle.review.doubt import doubts
from cycle.review.entry import Entry, FormFault, Submission
from cycle.review.entry_form import EntryForm, count_shown
from cycle.review.figure import Figure, FigureStatus
from cycle.review.rate import rate
from cycle.review.schemes import Band
from cycle.review.target_doubt import against_target
from cycle.review.trend import Break, Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Either faults, or an entry with what was understood of it and what is to be asked first.

    `read_back` is said to the officer: `£1,200,000`, `9 of 10: 90.0%`. Questions are asked once:
    the same submission with `confirmed` has none.
    """

    faults: tuple[FormFault, ...] = ()
    questions: tuple[str, ...] = ()
    entry: Entry | None = None
    read_back: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether the entry can be kept as it is."""
        return self.entry is not None and not self.questions


def judge(
    indicator: Indicator,
    period: Period,
    submission: Submission,
    *,
    target: Decimal | None,
    series: Mapping[Period, Figure],
    today: date,
    breaks: Sequence[Break] = (),
    closes: date | None = None,
) -> Judged:
    """Judge a submission against the terms, the period's target and the figures in force.

    `indicator` is on the terms of the period; a figure for the period in `series` makes this a
    correction of it. `today` is London's date, `closes` the last day of entry, None for never.
    """
    if today <= period.end:
        opens = day_words(period.next.start)
        sentence = f"{period.words} has not ended: its figure can be given from {opens}."
        return Judged(faults=(FormFault("period", sentence),))
    if period.frequency is not indicator.frequency:
        sentence = f"{indicator.ref} is {indicator.frequency}: {period.words} is no period of it."
        return Judged(faults=(FormFault("period", sentence),))
    if sentence := retirement.refused(indicator, period):
        return Judged(faults=(FormFault("period", sentence),))
    form = EntryForm(indicator, period, submission, today, series)
    entry = form.entry()
    if form.faults:
        return Judged(faults=tuple(form.faults))
    moment = datetime.combine(today, time(), UTC)  # of no weight: only values are compared
    now = {**series, period: entry.figure(indicator.id, period, moment)}
    why = "" if entry.commentary else _must_explain(indicator, period, target, now, breaks)
    asked = () if submission.confirmed else _questions(indicator, period, target, now, breaks)
    if not submission.confirmed:
        asked += tuple(_promised_too_late(period, entry, closes))
    if why and asked:  # whether the value is meant comes before words about it
        asked = (*asked, f"If it is: {why[:1].lower()}{why[1:]}")
    elif why:
        return Judged(faults=(FormFault("commentary", why),))
    return Judged(questions=asked, entry=entry, read_back=_read_back(indicator, period, entry))


def _must_explain(
    indicator: Indicator,
    period: Period,
    target: Decimal | None,
    now: Mapping[Period, Figure],
    breaks: Sequence[Break],
) -> str:
    """The sentence that asks for a commentary, or nothing where none is compulsory.

    Compulsory when Red, Amber or Worse than the period before. Source: our choice, until the
    Performance Board decides.
    """
    value = now[period].value
    if value is None:
        return ""
    long = trend.long(indicator, period, now, breaks)
    if indicator.scheme is not Scheme.FORECAST:  # its value is not what is rated
        rating = rate(indicator, value, target, long.direction if long else None)
        if rating.band in (Band.RED, Band.AMBER):
            ask = "say the cause, what is done about it, by whom and by when"
            return f"A commentary is needed, since this is {rating.rule}: {ask}."
    short = trend.short(indicator, period, now, breaks)
    if short and short.against and short.direction is Direction.WORSE:
        return (
            f"A commentary is needed, since this is worse than {short.against.words} "
            f"({short.note}): say why."
        )
    return ""


def _questions(
    indicator: Indicator,
    period: Period,
    target: Decimal | None,
    now: Mapping[Period, Figure],
    breaks: Sequence[Break],
) -> tuple[str, ...]:
    figure, before = now[period], now.get(period.previous)
    if figure.denominator == 0:
        return (f"Were there no cases at all in {period.words}?",)
    said = commentary.queries(
        indicator,
        figure,
        target,
        trend.short(indicator, period, now, breaks),
        trend.long(indicator, period, now, breaks),
        before.commentary if before else "",
    )
    asked = doubts(indicator, period, now)
    if not asked and figure.value is not None and not any(each < period for each in now):
        asked = tuple(against_target(indicator, figure.value, target))
    return (*asked, *said)


def _promised_too_late(period: Period, entry: Entry, closes: date | None) -> Iterator[str]:
    """A day after entry closes, on which the figure could not be given any more."""
    day = entry.expected_on
    if day is not None and closes is not None and day > closes:
        yield (
            f"Entry for {period.words} closes on {day_words(closes)}, before {day_words(day)}. If "
            "you keep this day, the performance team is asked to open the period again for it."
        )


def _read_back(indicator: Indicator, period: Period, entry: Entry) -> str:
    if entry.status is FigureStatus.NOT_AVAILABLE and entry.expected_on:
        return f"Not available until {day_words(entry.expected_on)}"
    counts = ""
    if entry.numerator is not None and entry.denominator is not None:
        counts = f"{count_shown(entry.numerator)} of {count_shown(entry.denominator)}: "
    if entry.value is None:
        never = f"{counts}not applicable for {period.words}, never 0 and never 100"
        return never if counts else f"Not applicable for {period.words}"
    until = entry.expected_on
    mark = f" (provisional, to be confirmed by {day_words(until)})" if until else ""
    return f"{counts}{shown(indicator, entry.value)}{mark}"
