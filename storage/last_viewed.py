"""Who looks at what: when each indicator came into the register, and was last asked for."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from storage.card_refs import About
from storage.tables import AskRow, AuditRow

ADDED = "indicator added"  # what the audit calls it


def last(session: Session, ids: Collection[int]) -> dict[int, datetime]:
    """When somebody last asked in chat for the status of each of these indicators."""
    wanted = (
        select(AskRow.indicator_id, func.max(AskRow.at))
        .where(col(AskRow.indicator_id).in_(ids), col(AskRow.about) == About.FIGURE.value)
        .where(col(AskRow.words) == "")  # a form to give the figure has its place in the queue
        .group_by(col(AskRow.indicator_id))
    )
    return {own: at for own, at in session.exec(wanted) if own is not None}


def known_since(session: Session) -> dict[str, datetime]:
    """When each indicator was added to the register, by reference."""
    wanted = select(AuditRow.subject, func.min(AuditRow.at)).where(AuditRow.change == ADDED)
    return dict(session.exec(wanted.group_by(AuditRow.subject)).all())
