"""What each concern became, step by step, as it was true then."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, bindparam, insert, select
from sqlmodel import Session

from cycle.periods import Period
from cycle.review.concern import ConcernState
from storage.tables import ConcernStepRow

_STEPS: Table = ConcernStepRow.__table__  # type: ignore[attr-defined]
_INSERT = insert(_STEPS)
_OF = (
    select(_STEPS)
    .where(_STEPS.c.concern_id.in_(bindparam("concerns", expanding=True)))
    .order_by(_STEPS.c.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernStep:
    """`sentence` is why; `by` names who gave the figure or decided, empty where nobody did."""

    concern: int
    state: ConcernState
    period: Period
    sentence: str
    by: str
    at: datetime


def add(session: Session, step: ConcernStep) -> None:
    """Add one; nothing is ever taken away."""
    session.connection().execute(
        _INSERT,
        {
            "concern_id": step.concern,
            "state": step.state.value,
            "period": str(step.period),
            "sentence": step.sentence,
            "by": step.by,
            "at": step.at,
        },
    )


def of_concerns(session: Session, ids: Collection[int]) -> dict[int, list[ConcernStep]]:
    """The steps of these concerns by concern, oldest first."""
    found: dict[int, list[ConcernStep]] = {own: [] for own in ids}
    for row in session.connection().execute(_OF, {"concerns": list(ids)}):
        found[row.concern_id].append(
            ConcernStep(
                concern=row.concern_id,
                state=ConcernState(row.state),
                period=Period.parse(row.period),
                sentence=row.sentence,
                by=row.by,
                at=row.at,
            )
        )
    return found
