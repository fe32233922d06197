"""MONITOR, after each figure: does the intervention work, is there something to celebrate?

Reads from the database which indicators have changed, in the transaction of the figure itself, so
that nothing is forgotten by a restart; looking twice finds the same and tells it once.
"""

from collections import defaultdict
from datetime import date, datetime

from cycle.council import Council
from cycle.improve.risk import prompts
from cycle.monitor.follow import Follows, followed
from cycle.monitor.success import successes
from cycle.monitor.working import findings
from cycle.periods import Period, london_day
from cycle.review.concern import verdict
from cycle.review.deteriorating import settings_of
from scheduler.improve.lapse import CLOCK
from storage import audit
from storage.database import Session
from storage.improve import interventions, owed, risks
from storage.improve.interventions import Kept
from storage.monitor import findings as kept_findings
from storage.monitor import successes as kept_successes
from storage.plan import register
from storage.review import concerns, rechecks, records
from storage.review.records import Record

AT_ONCE = 100  # changes looked at in one transaction
LONGEST_RUN = 60  # periods looked back for a longest run; our choice


def recheck(session: Session, now: datetime, council: Council) -> int:
    """Look at what has changed since the last time. Returns how many indicators."""
    changed: dict[int, set[Period]] = defaultdict(set)
    for indicator_id, period in rechecks.taken(session, AT_ONCE):
        changed[indicator_id].add(period)
    if not changed:
        return 0
    found = records.records(session, register.some(session, list(changed)))
    for record in found:
        on = interventions.on(session, [record.indicator.id])
        for kept in on:
            _judge(session, record, kept, now)
        _ask_about_risks(session, record, now, council)
        _celebrate(session, record, changed[record.indicator.id], on, now, council)
    return len(found)


def _judge(session: Session, record: Record, kept: Kept, now: datetime) -> None:
    one, today = kept.intervention, london_day(now)
    effect = one.proposal.effect if one.proposal else None
    if effect is None or one.started_on is None or effect.indicator != record.indicator.id:
        return
    said = findings(record.indicator, effect, one.started_on, record.series, today, record.breaks)
    after, follows = followed(one, said)
    if not said or not one.stage.is_under_way:
        return
    for finding in said[:-1]:
        kept_findings.keep(session, kept.id, finding, Follows.NOTHING, now, only_new=True)
    is_news = kept_findings.keep(session, kept.id, said[-1], follows, now)
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
        owed.intervention_changed(session, kept.id, now)
        if kept.concern is not None:
            owed.changed(session, owed.CONCERN, kept.concern, now)


def _celebrate(
    session: Session,
    record: Record,
    periods: set[Period],
    on: list[Kept],
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
        intervened=any(_has_started(kept, period.end) for kept in on),
    )
    kept_successes.withdraw(
        session, record.indicator.id, period, [success.praise for success in found]
    )
    for success in found:
        kept_successes.keep(session, success, now)


def _ask_about_risks(session: Session, record: Record, now: datetime, council: Council) -> None:
    """Each owner of a risk that a deteriorating indicator watches is asked once a concern."""
    concern = concerns.open_for(session, record.indicator.id)
    watched = risks.watched_by(session, record.indicator.id) if concern else {}
    if concern is None or not watched:
        return
    standing = record.stand(concern.period, london_day(now), council)
    settings = settings_of(standing.indicator, council)
    found = verdict(standing, record.series, record.breaks, settings=settings)
    asked = prompts(record.indicator, found, watched.values()) if found else []
    ids = {risk.ref: own for own, risk in watched.items()}
    for prompt in asked:
        own = ids[prompt.risk.ref]
        key, subject = f"{owed.RISK}:{own}:{concern.id}", f"{own} {concern.id}"
        owed.to_person(session, key, owed.RISK, subject, now, prompt.risk.owner)


def _has_started(kept: Kept, day: date) -> bool:
    started = kept.intervention.started_on
    return started is not None and started <= day
