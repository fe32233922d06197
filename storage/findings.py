"""What figures have said of interventions: one finding a period, as it was last restated."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, select, update
from sqlmodel import Session

from cycle.monitor.follow import Follows
from cycle.monitor.working import Finding, Progress
from cycle.periods import Period
from storage.database import insert_new
from storage.tables import FindingRow

_FINDINGS: Table = FindingRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A finding as kept."""

    period: Period
    progress: Progress
    sentence: str
    follows: Follows
    at: datetime


def save(
    session: Session,
    intervention_id: int,
    finding: Finding,
    follows: Follows,
    now: datetime,
    *,
    only_new: bool = False,
) -> bool:
    """Keep what a period's figure says. True if nothing, or something else, was kept of it.

    With `only_new` what was said of the period before stays as it is.
    """
    own = {"intervention_id": intervention_id, "period": str(finding.period)}
    values = {
        "progress": finding.progress.name.lower(),
        "sentence": finding.sentence,
        "follows": follows.name.lower(),
    }
    if insert_new(session, FindingRow, {**own, **values, "at": now}):
        return True
    if only_new:
        return False
    this = (
        _FINDINGS.c.intervention_id == intervention_id,
        _FINDINGS.c.period == str(finding.period),
    )
    before = session.connection().execute(select(_FINDINGS).where(*this)).one()
    if all(getattr(before, name) == value for name, value in values.items()):
        return False
    session.connection().execute(update(_FINDINGS).where(*this).values(**values, at=now))
    return True


def of_intervention(session: Session, intervention_id: int) -> list[Found]:
    """Oldest period first."""
    return of_interventions(session, [intervention_id]).get(intervention_id, [])


def of_interventions(session: Session, ids: Collection[int]) -> dict[int, list[Found]]:
    """The findings by intervention, the oldest period first, in one statement."""
    wanted = select(_FINDINGS).where(_FINDINGS.c.intervention_id.in_(ids))
    findings: dict[int, list[Found]] = defaultdict(list)
    for row in session.connection().execute(wanted):
        findings[row.intervention_id].append(
            Found(
                period=Period.parse(row.period),
                progress=Progress[row.progress.upper()],
                sentence=row.sentence,
                follows=Follows[row.follows.upper()],
                at=row.at,
            )
        )
    return {own: sorted(each, key=lambda one: one.period.start) for own, each in findings.items()}
