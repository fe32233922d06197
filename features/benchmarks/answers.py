"""Where we stand among others, in the newest period that can be compared. No colour changes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cards import replies
from cards.benchmarks import CouncilLine, OthersView, others_card, worst_quarter_card
from cycle.periods import Period
from cycle.plan.indicator import Indicator
from cycle.plan.units import shown
from cycle.plan.year_questions import OthersAsked, WorstQuarterAsked
from cycle.review.benchmark import (
    Benchmark,
    Comparable,
    Position,
    TooFewToCompare,
    best_first,
    find_position,
    in_worst_quarter,
    median,
    position_words,
)
from features import listing
from features.turn import Answer, Visit
from storage import benchmarks, records, register
from storage.database import Session


@dataclass(frozen=True, slots=True)
class Comparison:
    """One indicator in one period: ours, and what the others of the group have published.

    `ours` is None where we have no figure; `group` is empty where no neighbours are kept.
    """

    indicator: Indicator
    period: Period
    ours: Decimal | None
    others: Sequence[Benchmark]
    group: str = ""

    @property
    def position(self) -> Position | None:
        """Our place; None where there are too few, or we have no figure."""
        if self.ours is None:
            return None
        try:
            return find_position(self.indicator, self.ours, self.others)
        except TooFewToCompare:
            return None

    @property
    def sentence(self) -> str:
        """Our place in words, or why there is none."""
        if self.position is not None:
            return position_words(self.indicator, self.position, self.period)
        if self.ours is not None:
            return str(TooFewToCompare.__doc__)
        comparable = [each.value for each in self.others if each.comparable is Comparable.YES]
        if not comparable:
            return f"We have no figure for {self.period.words}."
        middle = shown(self.indicator, median(comparable))
        count = len(comparable)
        return (
            f"We have no figure for {self.period.words}; the middle value of {count} is {middle}."
        )


def others(session: Session, visit: Visit, asked: OthersAsked) -> Answer:
    """`how do others do on HOU-01`: our place, the middle value, and everybody's value."""
    indicator = register.by_ref(session, asked.ref)
    if indicator is None:
        return listing.not_in_register(asked.ref)
    comparison = newest_comparison(
        session, indicator, benchmarks.all_benchmarks(session, indicator.id)
    )
    if comparison is None:
        words = f"Nothing that other councils have published is kept for {indicator}."
        return Answer(card=replies.refusal("No comparison yet", words, indicator.service))
    names = {area.code: area.name for area in benchmarks.all_areas(session)}
    return Answer(card=others_card(_view(comparison, names, visit.council.name)))


def worst_quarter(session: Session, visit: Visit, asked: WorstQuarterAsked) -> Answer:
    """`where are we in the worst quarter`: every indicator that can be compared."""
    every = benchmarks.all_benchmarks(session)
    indicators = register.by_id(
        register.find_many(session, sorted({each.indicator for each in every}))
    )
    compared = {
        own: comparison
        for own, indicator in indicators.items()
        if not indicator.is_retired(visit.today)
        and (comparison := newest_comparison(session, indicator, _of(every, own)))
        and comparison.position is not None
    }
    positions = {own: one.position for own, one in compared.items() if one.position}
    worst = in_worst_quarter(positions)
    lines = [(str(indicators[own]), compared[own].sentence) for own in worst]
    return Answer(card=worst_quarter_card(lines, len(compared)))


def newest_comparison(
    session: Session, indicator: Indicator, every: Sequence[Benchmark]
) -> Comparison | None:
    """The newest period in which we have a place; else the newest of which anything is known."""
    group, members = _group(session, every)
    wanted = [each for each in every if not members or each.area in members]
    periods = sorted({each.period for each in wanted}, key=lambda period: period.end, reverse=True)
    record = records.record(session, indicator)
    comparisons = [
        Comparison(
            indicator,
            period,
            _ours(record, period),
            [each for each in wanted if each.period == period],
            group,
        )
        for period in periods
    ]
    placed = (comparison for comparison in comparisons if comparison.position is not None)
    return next(placed, comparisons[0] if comparisons else None)


def _ours(record: records.Record, period: Period) -> Decimal | None:
    """Our own value, made from finer figures where the others publish by the year."""
    is_coarser = period.frequency.months > record.indicator.frequency.months
    source = record.coarser(period.frequency) if is_coarser else record
    figure = source.series.get(period)
    return figure.value if figure else None


def _group(session: Session, every: Sequence[Benchmark]) -> tuple[str, set[str]]:
    """The group of neighbours of which most is known, and its councils; none where none is kept."""
    members: dict[str, set[str]] = {}
    for neighbour in benchmarks.all_neighbours(session):
        members.setdefault(neighbour.group, set()).add(neighbour.area)
    known = Counter(
        {group: sum(each.area in areas for each in every) for group, areas in members.items()}
    )
    if not known or not max(known.values()):
        return "", set()
    group = max(sorted(known), key=lambda name: known[name])
    return group, members[group]


def _of(every: Sequence[Benchmark], indicator: int) -> list[Benchmark]:
    return [each for each in every if each.indicator == indicator]


def _view(comparison: Comparison, names: dict[str, str], council: str) -> OthersView:
    indicator = comparison.indicator
    lines = [
        CouncilLine(
            name=names.get(each.area, each.area),
            value=shown(indicator, each.value),
            note="" if each.comparable is Comparable.YES else each.words,
        )
        for each in best_first(indicator, comparison.others)
    ]
    ours = comparison.ours
    if ours is not None:
        place = sum(
            best_first(indicator, [each, _as_ours(comparison, ours)])[0] is each
            for each in comparison.others
        )
        lines.insert(place, CouncilLine(name=council, value=shown(indicator, ours), is_ours=True))
    sources = sorted({each.source for each in comparison.others if each.source})
    return OthersView(
        indicator=indicator,
        period=comparison.period,
        sentence=comparison.sentence,
        lines=lines,
        group=comparison.group,
        sources=sources,
    )


def _as_ours(comparison: Comparison, ours: Decimal) -> Benchmark:
    own = comparison.indicator.id
    return Benchmark(indicator=own, area="", period=comparison.period, value=ours)
