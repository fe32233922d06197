"""Further names of indicators, services and priorities, beside those of the register."""

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from cycle.questions.names import Alias, Sort
from storage import cache
from storage.cache import Topic
from storage.tables import AliasRow


def all_aliases(session: Session) -> list[Alias]:
    return [Alias(row.words, Sort(row.sort), row.key) for row in session.exec(select(AliasRow))]


def add(session: Session, alias: Alias, by: str, now: datetime) -> str:
    """From now on the words mean this. Returns what they meant before; empty for nothing."""
    cache.invalidate(session, Topic.NAMES)
    before = session.exec(select(AliasRow).where(AliasRow.words == alias.words)).first()
    meant = before.key if before else ""
    session.exec(delete(AliasRow).where(col(AliasRow.words) == alias.words))
    session.add(AliasRow(words=alias.words, sort=alias.sort, key=alias.key, by=by, at=now))
    session.flush()
    return meant
