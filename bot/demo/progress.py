"""What the owners of the sample council's actions and projects told of them, quarter by quarter."""

import csv
from dataclasses import replace
from datetime import date, datetime

from bot.demo import council
from cycle.periods import Period, london_day
from cycle.plan import action_progress
from cycle.plan.action import ActionState
from cycle.plan.action_progress import ActionUpdate
from storage import actions
from storage.database import Session


def tell_progress(session: Session, now: datetime) -> None:
    """What owners said of periods that have ended, and have not been told of yet."""
    today = london_day(now)
    with (council.STARTER / "progress.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if Period.parse(row["period"]).end < today:
            _tell(session, row, now)


def _tell(session: Session, row: dict[str, str], now: datetime) -> None:
    action = actions.by_ref(session, row["ref"])
    assert action is not None  # both files are ours
    period = Period.parse(row["period"])
    before = actions.updates(session, [action.id]).get(action.id, [])
    if any(update.period == period for update in before):
        return
    update = ActionUpdate(
        action=action.id,
        period=period,
        state=ActionState(row["state"]),
        words=row["words"],
        recovery=date.fromisoformat(row["recovery"]) if row["recovery"] else None,
        success=row["success"],
        approver=row["approver"],
        given_by=action.owner,
        given_at=now,
    )
    after = action_progress.given(action, update, before, london_day(now))
    if after.awaits_the_board:
        after = replace(after, recovery_agreed_on=london_day(now))
    actions.change(session, action, after)
    actions.record_update(session, update)
