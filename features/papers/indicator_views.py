"""Each indicator in the period of a paper: where it stands, how it went, what the service says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from cycle.council import Council
from cycle.monitor.paper.views import ExceptionEntry, IndicatorView, PaperKind
from cycle.periods import Period, london_day
from cycle.plan.indicator import Indicator, Kind
from cycle.review import chartable
from cycle.review.aggregate import parts_of
from cycle.review.chart import Chart
from cycle.review.figure import Figure
from cycle.review.schemes import Band
from cycle.review.standing import Standing
from features.papers.agreed_set import agreed_set
from storage import people, records, register
from storage.database import Session
from storage.records import Record

EARLIER = 12  # periods before this one on a chart and in the count of Red periods


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the paper is about, and the day from which it is written.

    `set_year` is the year of the set that the paper puts forward; empty for other papers.
    """

    kind: PaperKind
    period: Period
    now: datetime
    council: Council
    set_year: str = ""

    @property
    def today(self) -> date:
        return london_day(self.now)

    @property
    def is_public(self) -> bool:
        return self.kind.is_public

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The public reads of KPIs; officers of PIs too."""
        return (Kind.KPI,) if self.is_public else (Kind.KPI, Kind.PI)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The indicators of a paper; those measured less often than its period; how many are withheld.

    `periods` is, by indicator, the period that the paper shows of it: its own, or one made from
    its finer figures.
    """

    shown: list[Indicator] = field(default_factory=list)
    periods: dict[int, Period] = field(default_factory=dict)
    less_often: list[Indicator] = field(default_factory=list)
    withheld: int = 0


def choose(session: Session, wanted: Wanted) -> Chosen:
    """The indicators that this paper shows: public papers show KPIs that are not officers' only."""
    return _choose_among(_of_kinds(session, wanted), wanted)


def choose_statistics(session: Session, wanted: Wanted) -> Chosen:
    """The Statistics that it may show."""
    return _choose_among(register.matching(session, kinds=[Kind.STATISTIC]), wanted)


def _choose_among(indicators: Iterable[Indicator], wanted: Wanted) -> Chosen:
    chosen, withheld = Chosen(), 0
    for indicator in indicators:
        period = period_shown(indicator, wanted.period)
        if not indicator.is_measured(period or wanted.period):
            continue
        if wanted.is_public and indicator.officers_only:
            withheld += 1
        elif period is None:
            chosen.less_often.append(indicator)
        else:
            chosen.shown.append(indicator)
            chosen.periods[indicator.id] = period
    return replace(chosen, withheld=withheld)


def _of_kinds(session: Session, wanted: Wanted) -> list[Indicator]:
    """Those of the paper's kinds: as the register has them, or as the set of its year will."""
    if (agreed := agreed_set(session, wanted.set_year)) is None:
        return register.matching(session, kinds=wanted.kinds)
    return [
        indicator
        for indicator in register.all_indicators(session)
        if agreed.terms_of(indicator).kind in wanted.kinds and agreed.keeps(indicator)
    ]


def period_shown(indicator: Indicator, period: Period) -> Period | None:
    """The paper's period, or the indicator's own longer one that ends with it; else None."""
    if indicator.frequency.months <= period.frequency.months:
        return period
    own = Period.containing(indicator.frequency, period.start)
    return own if own.end == period.end else None


def views(
    session: Session, wanted: Wanted, chosen: Chosen, matters: Mapping[int, ExceptionEntry]
) -> list[IndicatorView]:
    """One view an indicator; `matters` are the exceptions that are open, by indicator."""
    owners = people.names(session, {one.owner for one in chosen.shown if one.owner})
    found = records.records(session, chosen.shown)
    return [
        _view(session, wanted, record, chosen.periods[record.indicator.id], matters, owners)
        for record in found
    ]


def who_answers(wanted: Wanted, indicator: Indicator, owners: Mapping[int, str]) -> str:
    """The owner by name for officers; by service in what the public reads."""
    if wanted.is_public:
        return f"The {indicator.service} service" if indicator.service else "The council"
    return owners.get(indicator.owner or 0, "")


def _view(
    session: Session,
    wanted: Wanted,
    record: Record,
    period: Period,
    matters: Mapping[int, ExceptionEntry],
    owners: Mapping[int, str],
) -> IndicatorView:
    indicator = record.indicator
    is_made = period.frequency is not indicator.frequency
    judging = record.coarser(period.frequency) if is_made else record
    standing = judging.stand(period, wanted.today, wanted.council)
    matter = matters.get(indicator.id)
    is_exception = standing.band is Band.RED or matter is not None
    history: Sequence[Standing] = ()
    if is_exception:
        history = [
            *judging.history(period, wanted.today, wanted.council, EARLIER),
            *([standing] if standing.value is not None else []),
        ]
    figure = newest_words(record, period)
    return IndicatorView(
        standing=standing,
        history=tuple(history),
        parts=record.parts_given(period) if is_made else "",
        owner=who_answers(wanted, indicator, owners),
        commentary=figure.commentary.strip() if figure else "",
        commentary_by=_author(wanted, indicator, figure),
        chart=_newest_on_chart(record, period),
        events=tuple(
            event
            for event in record.events_until(period)
            if event.period.end >= period.start or (history and is_exception)
        ),
        red_running=_red_running(history),
        matter=matter,
        terms=indicator,
    )


def newest_words(record: Record, period: Period) -> Figure | None:
    """The newest figure of the period, or of its parts, that came with words."""
    own = record.indicator.frequency
    parts = parts_of(period, own) if period.frequency.months >= own.months else (period,)
    said = [record.series[part] for part in parts if part in record.series]
    return next((one for one in reversed(said) if one.commentary.strip()), None)


def _author(wanted: Wanted, indicator: Indicator, figure: Figure | None) -> str:
    when = f", {figure.period.short_words}" if figure else ""
    if wanted.is_public or figure is None or not figure.given_by_name:
        return f"the {indicator.service} service{when}" if indicator.service else f"us{when}"
    return f"{figure.given_by_name}{when}"


def _newest_on_chart(record: Record, period: Period) -> Chart:
    own = record.indicator.frequency
    last = Period.containing(own, period.end)
    return chartable.chart_of_series(
        record.indicator,
        record.series,
        record.targets(),
        record.breaks,
        last,
        newest_only=True,
    )


def _red_running(history: Sequence[Standing]) -> int:
    """How many periods in a row, up to the last, are Red without one missing between."""
    running, after = 0, None
    for standing in reversed(history):
        is_next = after is None or standing.period.next == after
        if standing.band is not Band.RED or not is_next:
            break
        running, after = running + 1, standing.period
    return running
