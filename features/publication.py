"""Open data: what the council's site shows of its indicators, as one folder of files.

Published are the KPIs that the register does not keep for officers. A commentary is published once
a paper has been that covers its period, names its indicator and was frozen after it was written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cycle.council import Council
from cycle.monitor.paper.editions import PaperState
from cycle.monitor.paper.kinds import NAMES
from cycle.monitor.paper.views import IndicatorView
from cycle.monitor.publication import Publication, PublishedIndicator
from cycle.periods import Period, london_day
from cycle.plan.indicator import Kind
from cycle.review.figure import Figure
from papers.open_data import open_data, page_addresses
from papers.style import PaperStyle
from storage import papers, records, register
from storage.database import Session
from storage.papers import Edition
from storage.records import Record


@dataclass(frozen=True, slots=True)
class Release:
    """A published public paper, and the ids of the indicators that it showed."""

    edition: Edition
    indicators: frozenset[int]

    def covers(self, figure: Figure) -> bool:
        """Whether the figure in force stood in this paper, or behind its longer period."""
        period, frozen_at = self.edition.period, self.edition.frozen_at
        return (
            figure.indicator in self.indicators
            and period.start <= figure.period.start
            and figure.period.end <= period.end
            and frozen_at is not None
            and figure.given_at <= frozen_at
        )

    @property
    def name(self) -> str:
        """`Quarterly report, Q2 2026/27`."""
        name = NAMES[self.edition.kind]
        return f"{name[:1].upper()}{name[1:]}, {self.edition.period.short_words}"


def publication(session: Session, now: datetime, council: Council) -> Publication:
    """What is public on this day; the indicators by reference."""
    public = [kpi for kpi in register.matching(session, kinds=(Kind.KPI,)) if not kpi.officers_only]
    addresses = page_addresses(kpi.ref for kpi in public)
    releases = _releases(session)
    published = [
        _published(record, addresses[record.indicator.ref], releases, now, council)
        for record in records.records(session, public)
        if any(figure.is_given for figure in record.series.values())
    ]
    return Publication(council=council.name, on=london_day(now), indicators=published)


def count_withheld(session: Session) -> int:
    """How many KPIs are left out since they are for officers only."""
    return sum(one.officers_only for one in register.matching(session, kinds=(Kind.KPI,)))


def publication_files(session: Session, now: datetime, council: Council) -> dict[str, bytes]:
    style = PaperStyle(made_at=now, colour=council.papers.colour)
    return open_data(publication(session, now, council), style)


def _releases(session: Session) -> list[Release]:
    """The oldest first, so that the first that tells a figure is named beside it."""
    published = [
        edition
        for edition in reversed(papers.everything(session))
        if edition.state is PaperState.PUBLISHED and edition.kind.is_public
    ]
    return [
        Release(edition, frozenset(line.indicator for line in papers.lines(session, edition.id)))
        for edition in published
    ]


def _published(
    record: Record, address: str, releases: Sequence[Release], now: datetime, council: Council
) -> PublishedIndicator:
    today = london_day(now)
    periods = _periods(record, today)
    standings = [record.stand(period, today, council) for period in periods]
    newest = next(each for each in reversed(standings) if each.figure and each.figure.is_given)
    view = IndicatorView(
        standing=newest,
        history=tuple(each for each in standings if each.value is not None),
        chart=record.chart(newest.period),
        events=tuple(record.events),
        terms=record.indicator,
    )
    told_in = _told_in(record, releases)
    return PublishedIndicator(
        view=view,
        standings=standings,
        address=address,
        released={
            period: record.series[period].commentary.strip()
            for period in told_in
            if record.series[period].commentary.strip()
        },
        released_in={period: release.name for period, release in told_in.items()},
    )


def _periods(record: Record, today: date) -> list[Period]:
    """Every period that has a figure, and those without one up to the last that has ended."""
    given = [period for period, figure in record.series.items() if figure.is_given]
    own = record.indicator.frequency
    between, last = min(given), Period.last_ended(own, today)
    missing = []
    period = Period.containing(own, between.start)
    while not last < period:
        if period not in record.series and record.indicator.is_measured(period):
            missing.append(period)
        period = period.next
    return sorted([*given, *missing], key=lambda each: each.in_time)


def _told_in(record: Record, releases: Sequence[Release]) -> dict[Period, Release]:
    """The first paper that told each figure as it is in force."""
    told: dict[Period, Release] = {}
    for period, figure in record.series.items():
        release = next((each for each in releases if each.covers(figure)), None)
        if release is not None and figure.is_given:
            told[period] = release
    return told
