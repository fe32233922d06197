"""Interventions as kept, each whole with its proposal and milestones; changed only as it was read.

At most one lives for a concern: a unique key says so, whoever asks at the same moment.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, bindparam, delete, insert, select, update
from sqlmodel import Session

from cycle.improve.intervention import Intervention, Origin, Stage
from cycle.improve.proposal import Effect, Milestone, Proposal
from storage.database import MovedOn, insert_new
from storage.tables import InterventionRow, MilestoneRow, ProgressRow

_INTERVENTIONS: Table = InterventionRow.__table__  # type: ignore[attr-defined]
_MILESTONES: Table = MilestoneRow.__table__  # type: ignore[attr-defined]
_PROGRESS: Table = ProgressRow.__table__  # type: ignore[attr-defined]
_C = _INTERVENTIONS.c
# Built once: building a statement takes four times as long as carrying it out.
_ALL = select(_INTERVENTIONS).order_by(_C.id)
_LIVE = _ALL.where(_C.stage != Stage.CLOSED.name.lower())
_STEPS_OF = (
    select(_MILESTONES)
    .where(_MILESTONES.c.intervention_id.in_(bindparam("ids", expanding=True)))
    .order_by(_MILESTONES.c.intervention_id, _MILESTONES.c.place)
)
_IF_UNCHANGED = update(_INTERVENTIONS).where(
    _C.id == bindparam("own"), _C.version == bindparam("read_at")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredIntervention:
    """An intervention, with what it answers. `indicator` is the one that it is about."""

    id: int
    concern: int | None
    indicator: int | None
    intervention: Intervention


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Progress in somebody's words."""

    words: str
    by: int
    at: datetime


def start(
    session: Session, concern: int | None, indicator: int | None, new: Intervention, now: datetime
) -> StoredIntervention:
    """Keep a new one. Raises MovedOn when the concern has a live one already, or somebody else has
    just brought in the recommendation.
    """
    values = {"concern_id": concern, "live_concern_id": concern, "indicator_id": indicator}
    if not insert_new(session, InterventionRow, values | _columns(new, now)):
        raise MovedOn
    newest = select(_C.id).order_by(_C.id.desc()).limit(1)
    own = session.connection().execute(newest.where(_C.asked_by == new.asked_by)).scalar_one()
    return StoredIntervention(id=own, concern=concern, indicator=indicator, intervention=new)


def change(
    session: Session, read: StoredIntervention, after: Intervention, now: datetime
) -> StoredIntervention:
    """Replace what was read by what follows from it. Raises MovedOn if it is not so any more."""
    live = read.concern if after.is_live else None
    values = {"own": read.id, "read_at": read.intervention.version, "live_concern_id": live}
    changed = session.connection().execute(_IF_UNCHANGED, values | _columns(after, now))
    if not changed.rowcount:
        raise MovedOn
    if _milestones(after) != _milestones(read.intervention):
        _keep_milestones(session, read.id, _milestones(after))
    return StoredIntervention(
        id=read.id, concern=read.concern, indicator=read.indicator, intervention=after
    )


def find(session: Session, intervention_id: int) -> StoredIntervention | None:
    return next(iter(_read(session, _C.id == intervention_id)), None)


def live(session: Session) -> list[StoredIntervention]:
    """Every one that is not closed, oldest first."""
    return _whole(session, session.connection().execute(_LIVE).all())


def everything(session: Session) -> list[StoredIntervention]:
    return _whole(session, session.connection().execute(_ALL).all())


def of_concerns(session: Session, concerns: Collection[int]) -> list[StoredIntervention]:
    """All that were asked for to answer these concerns, oldest first."""
    return _read(session, _C.concern_id.in_(concerns))


def find_many(session: Session, ids: Collection[int]) -> dict[int, StoredIntervention]:
    """These interventions by id."""
    return {stored.id: stored for stored in _read(session, _C.id.in_(ids))}


def on_indicators(session: Session, indicators: Collection[int]) -> list[StoredIntervention]:
    """All that are on these indicators, by their concern or by the effect promised."""
    ids = list(indicators)
    return _read(session, _C.indicator_id.in_(ids) | _C.effect_indicator_id.in_(ids))


def recommended(session: Session) -> list[StoredIntervention]:
    """All that follow a recommendation, closed ones too, oldest first."""
    return _read(session, _C.reference.is_not(None))


def add_progress(
    session: Session, intervention_id: int, words: str, by: int, now: datetime
) -> None:
    """Add a word of progress; nothing is ever taken away."""
    values = {"intervention_id": intervention_id, "words": words, "by": by, "at": now}
    session.connection().execute(insert(_PROGRESS), values)


def progress_of_many(session: Session, ids: Collection[int]) -> dict[int, list[Told]]:
    """What was told of the progress of each, oldest first, in one statement."""
    wanted = select(_PROGRESS).where(_PROGRESS.c.intervention_id.in_(ids)).order_by(_PROGRESS.c.id)
    told: dict[int, list[Told]] = defaultdict(list)
    for row in session.connection().execute(wanted):
        told[row.intervention_id].append(Told(words=row.words, by=row.by, at=row.at))
    return told


def progress_of(session: Session, intervention_id: int) -> list[Told]:
    """What was told of its progress, oldest first."""
    return progress_of_many(session, [intervention_id]).get(intervention_id, [])


def _read(session: Session, *which: ColumnElement[bool]) -> list[StoredIntervention]:
    return _whole(session, session.connection().execute(_ALL.where(*which)).all())


def _whole(session: Session, rows: Iterable[Row[Any]]) -> list[StoredIntervention]:
    rows = list(rows)
    steps: dict[int, list[Milestone]] = defaultdict(list)
    if rows:
        for step in session.connection().execute(_STEPS_OF, {"ids": [row.id for row in rows]}):
            milestone = Milestone(
                what=step.what,
                due=step.due,
                who=step.who,
                done_on=step.done_on,
                moved=step.moved,
            )
            steps[step.intervention_id].append(milestone)
    return [
        StoredIntervention(
            id=row.id,
            concern=row.concern_id,
            indicator=row.indicator_id,
            intervention=_intervention(row, steps.get(row.id, ())),
        )
        for row in rows
    ]


def _milestones(intervention: Intervention) -> tuple[Milestone, ...]:
    return intervention.proposal.milestones if intervention.proposal else ()


def _keep_milestones(session: Session, own: int, milestones: Iterable[Milestone]) -> None:
    mine = _MILESTONES.c.intervention_id == own
    session.connection().execute(delete(_MILESTONES).where(mine))
    rows = [
        {
            "intervention_id": own,
            "place": place,
            "what": milestone.what,
            "due": milestone.due,
            "who": milestone.who,
            "done_on": milestone.done_on,
            "moved": milestone.moved,
        }
        for place, milestone in enumerate(milestones)
    ]
    if rows:
        session.connection().execute(insert(_MILESTONES), rows)


_PLAIN = (
    *("version", "what", "owner", "propose_by", "asked_by", "asked_on", "proposed_by"),
    *("proposed_on", "returned", "agreed_by", "agreed_on", "started_on", "progress_on"),
    *("closed_by", "closed_on", "reason", "due"),
)


def _columns(one: Intervention, now: datetime) -> dict[str, Any]:
    proposal = one.proposal
    effect = proposal.effect if proposal else None
    return {
        **{name: getattr(one, name) for name in _PLAIN},
        "origin": one.origin.name.lower(),
        "stage": one.stage.name.lower(),
        "cause": proposal.cause if proposal else "",
        "action": proposal.action if proposal else "",
        "starts": proposal.starts if proposal else None,
        "support": proposal.support if proposal else "",
        "effect_indicator_id": effect.indicator if effect else None,
        "effect_start": effect.start if effect else None,
        "effect_target": effect.target if effect else None,
        "effect_by": effect.by if effect else None,
        "reference": one.reference or None,
        "changed_at": now,
    }


def _intervention(row: Row[Any], milestones: Iterable[Milestone]) -> Intervention:
    return Intervention(
        **{name: getattr(row, name) for name in _PLAIN},
        origin=Origin[row.origin.upper()],
        stage=Stage[row.stage.upper()],
        reference=row.reference or "",
        proposal=_proposal(row, row.starts, tuple(milestones)),
    )


def _proposal(
    row: Row[Any], starts: date | None, milestones: tuple[Milestone, ...]
) -> Proposal | None:
    if starts is None:
        return None
    effect = None
    if row.effect_indicator_id is not None:
        effect = Effect(
            indicator=row.effect_indicator_id,
            start=row.effect_start,
            target=row.effect_target,
            by=row.effect_by,
        )
    return Proposal(
        cause=row.cause,
        action=row.action,
        starts=starts,
        milestones=milestones,
        effect=effect,
        support=row.support,
    )
