"""MONITOR, after each figure: does the intervention work, is there something to celebrate?

Reads from the database which indicators have changed, in the transaction of the figure itself, so
that nothing is forgotten by a restart; looking twice finds the same and tells it once. What fails
for one indicator is that indicator's trouble alone.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

import storage.successes
from cycle.council import Council
from cycle.improve.intervening import is_to_improve
from cycle.improve.risk import prompts
from cycle.monitor.follow import Follows, followed
from cycle.monitor.success import successes
from cycle.monitor.working import findings
from cycle.periods import Period, london_day
from cycle.review.concern import verdict
from cycle.review.deteriorating import deterioration_settings
from storage import (
    acting,
    audit,
    concerns,
    deliveries,
    interventions,
    owed,
    rechecks,
    records,
    register,
    risks,
)
from storage.audit import CLOCK
from storage.database import Busy, Database, Session
from storage.findings import save
from storage.interventions import StoredIntervention
from storage.records import Record

T = TypeVar("T")
log = logging.getLogger(__name__)

AT_ONCE = 100  # changes looked at in one transaction
LONGEST_RUN = 60  # periods looked back for a longest run; our choice
AGAIN = timedelta(minutes=10)  # after which one that failed is looked at once more; our choice


class Rechecks:
    """The sweep: many indicators in a transaction, and each in its own where those fail."""

    def __init__(self, database: Database, council: Council, now: Callable[[], datetime]) -> None:
        self._database = database
        self._council = council
        self._now = now
        self._failed: dict[int, datetime] = {}  # indicator: not to be tried again before

    async def sweep(self) -> int:
        """Until nothing waits, a part at a time, so that no transaction is long. How many."""
        count = 0
        while (some := await self._part()) is not None:
            count += some
        return count

    async def _part(self) -> int | None:
        """How many of a part were looked at; None when nothing waits."""
        but = self._held()
        done = await self._guarded(
            lambda session: self._look(session, rechecks.take(session, AT_ONCE, but)),
            "some of what has changed was not looked at again, so each alone",
        )
        if done is None:
            waiting = await self._hop(lambda session: rechecks.waiting(session, AT_ONCE, but))
            return sum([await self._alone(one) for one in waiting]) if waiting else None
        return done or None

    async def _alone(self, indicator_id: int) -> int:
        """One indicator by itself. Returns 0 if it fails: then it waits."""
        count = await self._guarded(
            lambda session: self._look(session, rechecks.take_of(session, indicator_id)),
            f"indicator {indicator_id} was not looked at again",
        )
        if count is None:
            self._failed[indicator_id] = self._now() + AGAIN
        return count or 0

    async def _guarded(self, work: Callable[[Session], int], words: str) -> int | None:
        """None where it failed: the rest must be looked at. A busy database is told to the caller.

        Raises Busy.
        """
        try:
            return await self._hop(work)
        except Busy:
            raise
        except Exception:  # the one boundary of what is looked at again
            log.exception(words)
            return None

    def _held(self) -> list[int]:
        """Those that failed a short while ago; a clock that was set back holds nobody for long."""
        now = self._now()
        self._failed = {
            one: until for one, until in self._failed.items() if now < until <= now + AGAIN
        }
        return list(self._failed)

    def _look(self, session: Session, found: Sequence[tuple[int, Period]]) -> int:
        return recheck(session, found, self._now(), self._council)

    async def _hop(self, work: Callable[[Session], T]) -> T:
        return await asyncio.wrap_future(self._database.submit(work))


def recheck(
    session: Session, waited: Sequence[tuple[int, Period]], now: datetime, council: Council
) -> int:
    """Look at what has changed, as (indicator, period). Returns how many indicators."""
    changed: dict[int, set[Period]] = defaultdict(set)
    for indicator_id, period in waited:
        changed[indicator_id].add(period)
    if not changed:
        return 0
    found = records.records(session, register.find_many(session, list(changed)))
    for record in found:
        on = interventions.on_indicators(session, [record.indicator.id])
        for kept in on:
            _judge(session, record, kept, now)
        _ask_about_risks(session, record, now, council)
        _celebrate(session, record, changed[record.indicator.id], on, now, council)
    return len(found)


def _judge(session: Session, record: Record, kept: StoredIntervention, now: datetime) -> None:
    one, today = kept.intervention, london_day(now)
    effect = one.proposal.effect if one.proposal else None
    if effect is None or one.started_on is None or effect.indicator != record.indicator.id:
        return
    said = findings(record.indicator, effect, one.started_on, record.series, today, record.breaks)
    after, follows = followed(one, said)
    if not said or not one.stage.is_under_way:
        return
    for finding in said[:-1]:
        save(session, kept.id, finding, Follows.NOTHING, now, only_new=True)
    is_news = save(session, kept.id, said[-1], follows, now)
    if after is not one:
        interventions.change(session, kept, after, now)
        audit.write(
            session,
            CLOCK,
            now,
            "intervention judged",
            record.indicator.ref,
            old=one.stage,
            new=after.stage,
            reason=said[-1].sentence,
        )
    if is_news and follows is not Follows.NOTHING:
        key = f"{owed.OUTCOME}:{kept.id}:{said[-1].period}"
        owed.to_board(session, key, owed.OUTCOME, str(kept.id), now)
    if is_news or after is not one:
        owed.intervention_changed(session, kept.id, now, concern=kept.concern)


def _celebrate(
    session: Session,
    record: Record,
    periods: set[Period],
    on: list[StoredIntervention],
    now: datetime,
    council: Council,
) -> None:
    """Keep what there is to celebrate of the last period; what is undone before it is told goes."""
    today = london_day(now)
    period = Period.last_ended(record.indicator.frequency, today)
    if period not in periods or not record.indicator.is_rated:
        return
    earlier = record.history(period, today, council, count=LONGEST_RUN)
    found = successes(
        record.stand(period, today, council),
        [standing.band for standing in earlier],
        record.chart(upto=period),
        record.chart(upto=period.previous),
        intervened=any(
            _has_started(kept, period.end)
            and is_to_improve(kept.intervention, kept.indicator, record.indicator.id)
            for kept in on
        ),
    )
    storage.successes.withdraw(
        session, record.indicator.id, period, [success.praise for success in found]
    )
    for success in found:
        storage.successes.save(session, success, now)


def _ask_about_risks(session: Session, record: Record, now: datetime, council: Council) -> None:
    """Each owner of a risk that a deteriorating indicator watches is asked once a concern."""
    concern = concerns.open_for(session, record.indicator.id)
    watched = risks.watched_by(session, record.indicator.id) if concern else {}
    if concern is None or not watched:
        return
    standing = record.stand(concern.period, london_day(now), council)
    settings = deterioration_settings(standing.indicator, council)
    found = verdict(standing, record.series, record.breaks, settings=settings)
    asked = prompts(record.indicator, found, watched.values()) if found else []
    ids = {risk.ref: own for own, risk in watched.items()}
    for prompt in asked:
        own = ids[prompt.risk.ref]
        key, subject = f"{owed.RISK}:{own}:{concern.id}", f"{own} {concern.id}"
        whom = acting.receiver(session, prompt.risk.owner, None, now)
        owed.to_person(
            session, whom, deliveries.NewDelivery(key=key, kind=owed.RISK, subject=subject, now=now)
        )


def _has_started(kept: StoredIntervention, day: date) -> bool:
    started = kept.intervention.started_on
    return started is not None and started <= day
