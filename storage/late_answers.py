"""Answers that Teams did not take in time: kept as they were until the relay has shown them."""

import json
import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, delete, select

from storage import deliveries
from storage.deliveries import Priority
from storage.tables import DeliveryRow, LateAnswerRow

KIND = "answer"  # the kind of delivery that shows one
OF_USE = timedelta(hours=1)  # after which nobody waits for an answer any more; our choice


def keep(
    session: Session, conversation_id: str, summary: str, content: dict[str, Any], now: datetime
) -> None:
    """Owe this card to the conversation in which the question was asked."""
    key = f"{KIND}:{secrets.token_urlsafe(12)}"
    session.add(LateAnswerRow(key=key, summary=summary, content=json.dumps(content), kept_at=now))
    deliveries.enqueue(
        session,
        deliveries.NewDelivery(
            key=key,
            kind=KIND,
            subject=key,
            worth=Priority.RECEIPT,
            now=now,
            not_after=now + OF_USE,
            conversation_id=conversation_id,
        ),
    )


def find(session: Session, key: str) -> tuple[str, dict[str, Any]] | None:
    """(summary, content) of the card."""
    row = session.exec(select(LateAnswerRow).where(LateAnswerRow.key == key)).first()
    return None if row is None else (row.summary, json.loads(row.content))


def forget_shown(session: Session) -> int:
    """Delete those that wait for nothing more. Returns how many."""
    waiting = select(DeliveryRow.key).where(DeliveryRow.kind == KIND, col(DeliveryRow.pending))
    gone = session.exec(delete(LateAnswerRow).where(col(LateAnswerRow.key).not_in(waiting)))
    return int(gone.rowcount)
