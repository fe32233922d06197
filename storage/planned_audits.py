"""The internal audit plan as kept."""

from sqlalchemy import Row, Table, select, update
from sqlmodel import Session

from cycle.periods import Period
from cycle.plan.audit_plan import AuditOpinion, AuditStatus, PlannedAudit
from storage.database import insert_new
from storage.plan_tables import PlannedAuditRow

_AUDITS: Table = PlannedAuditRow.__table__  # type: ignore[attr-defined]


def all_audits(session: Session) -> list[PlannedAudit]:
    """Every audit, by reference."""
    rows = session.connection().execute(select(_AUDITS).order_by(_AUDITS.c.ref))
    return [_audit(row) for row in rows]


def save_audit(session: Session, new: PlannedAudit) -> None:
    """Add an audit, or bring the one with its reference up to date."""
    values = {
        "ref": new.ref,
        "title": new.title,
        "planned": str(new.planned),
        "status": new.status.value,
        "opinion": new.opinion.value if new.opinion else "",
        "reported_on": new.reported_on,
    }
    if not insert_new(session, PlannedAuditRow, values):
        session.connection().execute(
            update(_AUDITS).where(_AUDITS.c.ref == new.ref).values(**values)
        )


def _audit(row: Row[tuple[object, ...]]) -> PlannedAudit:
    return PlannedAudit(
        ref=row.ref,
        title=row.title,
        planned=Period.parse(row.planned),
        status=AuditStatus(row.status),
        opinion=AuditOpinion(row.opinion) if row.opinion else None,
        reported_on=row.reported_on,
    )
