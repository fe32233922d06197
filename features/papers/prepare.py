"""A paper as it would be printed at this moment, and what it still needs."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from cycle.council import Council
from cycle.monitor.paper.blocks import Paper
from cycle.monitor.paper.editions import PaperState
from cycle.monitor.paper.kinds import BODIES, FREQUENCIES, check_body, check_period, write
from cycle.monitor.paper.missing import PaperGaps, gaps
from cycle.monitor.paper.views import Body, PaperFacts, PaperKind
from cycle.periods import Period, london_day
from features.papers.gather import gather, gather_rows
from features.papers.indicator_views import Wanted
from storage import papers
from storage.database import Session
from storage.papers import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOrder:
    """Which paper is wanted: `body` None is the usual one of its kind."""

    kind: PaperKind
    period: Period
    body: Body | None = None
    meeting: date | None = None

    @property
    def for_whom(self) -> Body:
        return self.body or BODIES[self.kind][0]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A paper with the facts that it was written from and what is missing in it."""

    edition: Edition
    facts: PaperFacts
    gaps: PaperGaps

    def paper(self, *, is_draft: bool) -> Paper:
        return write(replace(self.facts, is_draft=is_draft))


def check_order(order: PaperOrder, now: datetime) -> None:
    """Raises PaperRefused where there can be no such paper, saying what to ask for."""
    last = Period.last_ended(FREQUENCIES[order.kind], london_day(now))
    check_period(order.kind, order.period, last)
    check_body(order.kind, order.for_whom)


def newest(session: Session, order: PaperOrder) -> Edition | None:
    return papers.newest(session, order.kind, order.period, order.for_whom)


def prepare(session: Session, order: PaperOrder, now: datetime, council: Council) -> Prepared:
    """The paper as of now: the draft that is there, with the words in it, or one that is not kept.

    Raises PaperRefused.
    """
    check_order(order, now)
    there = newest(session, order)
    edition = there if there and there.state is PaperState.DRAFT else unkept(order, now, there)
    return prepare_edition(session, edition, now, council, order.meeting)


def prepare_edition(
    session: Session,
    edition: Edition,
    now: datetime,
    council: Council,
    meeting: date | None = None,
    *,
    rows_only: bool = False,
) -> Prepared:
    """An edition as of now; with `rows_only` what its draft shows, without the other sections."""
    if meeting:
        edition = replace(edition, meeting=meeting)
    period = period_of_figures(edition, london_day(now))
    is_set = edition.kind is PaperKind.KPI_SET
    wanted = Wanted(
        kind=edition.kind,
        period=period,
        now=now,
        council=council,
        set_year=str(edition.period) if is_set else "",
    )
    gathered = gather_rows if rows_only else gather
    facts = gathered(session, edition, wanted)
    return Prepared(edition, facts, gaps(facts))


def period_of_figures(edition: Edition, today: date) -> Period:
    """The period whose figures it shows: for the set of a coming year, the last that ended."""
    if edition.kind is not PaperKind.KPI_SET:
        return edition.period
    return min(edition.period.previous, Period.last_ended(edition.period.frequency, today))


def unkept(order: PaperOrder, now: datetime, before: Edition | None) -> Edition:
    """A draft of the next edition that is not kept: its id is 0."""
    return Edition(
        id=0,
        kind=order.kind,
        period=order.period,
        body=order.for_whom,
        edition=before.edition + 1 if before else 1,
        meeting=order.meeting,
        made_at=now,
        follows=before.id if before else None,
    )


def file_name(edition: Edition) -> str:
    """`quarterly-2026-27-Q2-cabinet`; a later edition says so."""
    period = str(edition.period).replace("/", "-").replace(" ", "-")
    body = edition.body.value.lower().replace(" ", "-")
    more = f"-edition-{edition.edition}" if edition.edition > 1 else ""
    is_usual = edition.body is BODIES[edition.kind][0]
    return f"{edition.kind.value}-{period}{'' if is_usual else f'-{body}'}{more}"
