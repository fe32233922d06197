"""What comes before the board beside indicators: projects, the money, the internal audit plan."""

from collections.abc import Iterator
from datetime import date, timedelta

from cards.digest import DigestLine
from cycle.council import Council
from cycle.improve.duties import Matter
from cycle.periods import Period, day_words
from cycle.plan import audit_plan, budget
from cycle.plan.action import ActionKind, ActionState, PlanAction
from cycle.plan.action_progress import ActionStanding, Unsaid
from cycle.plan.corporate_plan import PlanState
from storage import action_queue, actions, budget_lines, planned_audits, plans
from storage.database import Session

_FOR_THE_BOARD = (ActionState.DELAYED, ActionState.OFF_TRACK, Unsaid.NO_UPDATE)


def managed_lines(
    session: Session, month: Period, today: date, council: Council
) -> Iterator[DigestLine]:
    """Projects that are not on track, budgets beyond tolerance, audits that are weak or late."""
    yield from _projects(session, month, today, council)
    for line in budget.newest_lines(budget_lines.all_lines(session), month):
        if budget.is_over_tolerance(line, council.finance):
            yield DigestLine(Matter.FINANCE, line.service, line.sentence)
    for audit in audit_plan.of_the_year(planned_audits.all_audits(session), month, today):
        if audit_plan.is_for_the_board(audit, month, today):
            words = audit.state_words(today)
            yield DigestLine(Matter.AUDIT_PLAN, f"{audit.ref} {audit.title}", words)


def _projects(
    session: Session, month: Period, today: date, council: Council
) -> Iterator[DigestLine]:
    """As last told by the end of the month, those off track first."""
    standings = [
        standing
        for kind in (ActionKind.CORPORATE_PROJECT, ActionKind.SERVICE_PROJECT)
        for standing in action_queue.standings(
            session,
            _running(session, kind, month),
            today,
            council,
            Period.last_ended(kind.frequency, month.end + timedelta(days=1)),
        )
    ]
    for standing in sorted(standings, key=_off_track_first):
        if standing.label in _FOR_THE_BOARD:
            action = standing.action
            yield DigestLine(Matter.PROJECT, f"{action.ref} {action.title}", _told(standing))


def _running(session: Session, kind: ActionKind, month: Period) -> list[PlanAction]:
    """Those of agreed plans that have begun by the end of the month."""
    agreed = {
        own
        for own, plan in plans.all_plans(session).items()
        if plan.state is PlanState.AGREED and plan.starts <= month.end and plan.ends >= month.start
    }
    return [
        action
        for action in actions.all_actions(session)
        if action.kind is kind and action.plan in agreed and action.starts <= month.end
    ]


def _off_track_first(standing: ActionStanding) -> tuple[bool, str]:
    return standing.state is not ActionState.OFF_TRACK, standing.action.ref


def _told(standing: ActionStanding) -> str:
    """`Off track for September 2026, due 31 March 2027: the supplier withdrew.`"""
    update = standing.update
    told = (
        f"{standing.label} for {standing.period.short_words}, due {day_words(standing.action.due)}"
    )
    if update and update.recovery:
        told += f", recovery by {day_words(update.recovery)}"
    return f"{told}: {update.words}" if update and update.words else f"{told}."
