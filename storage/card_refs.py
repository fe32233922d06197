"""What a card with buttons was about. The card carries only the opaque id; the rest stays here."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Table, bindparam, select, update
from sqlmodel import Session

from cycle.periods import Period
from storage.database import insert_new
from storage.statements import Statement
from storage.tables import AskRow

_ASKS: Table = AskRow.__table__  # type: ignore[attr-defined]
_BY_KEY = Statement(select(_ASKS.c.id, _ASKS.c.at).where(_ASKS.c.key == bindparam("wanted")))
_BY_ID = Statement(select(_ASKS).where(_ASKS.c.id == bindparam("wanted")))
_REFRESH = Statement(update(_ASKS).where(_ASKS.c.key == bindparam("wanted")))
FRESH = timedelta(days=1)  # how stale the day of a card's newest use may grow
_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")  # as `token_urlsafe` writes them


class About(StrEnum):
    """What pressing a button of the card leads back to."""

    REMINDER = "reminder"  # whatever is outstanding for the person at that moment
    FIGURE = "figure"  # one indicator's figure for one period
    SIGN_OFF = "sign-off"  # one person's; `words` are the id of what they are to certify
    QUESTION = "question"  # an answer in chat; `words` are the readings its buttons ask
    # For everybody there, as are all that follow; `words` are its id, and the minute of its group
    # where it is shown in the group's post.
    CONCERN = "concern"
    EXCEPTIONS = "exceptions"  # a group; `words` is its minute
    INTERVENTION = "intervention"
    SUCCESS = "success"
    RISK = "risk"  # `words` are the risk's id and that of the concern
    CALL_IN = "call-in"
    DIGEST = "digest"
    ACTION = "action"  # one person's form; `words` are the action's id, its period and the place
    PLAN = "plan"  # `words` are what is asked and the id of the plan or action
    KPI_LINE = "kpi line"  # one person's form; `words` are the line's id and the place
    KPI_SET = "kpi set"  # `words` is the set's id
    PAPER = "paper"
    MEMBER_QUESTION = "member question"
    CHAT_FILE = "chat file"  # one person's workbook; `words` are the id of the offer
    SENT_TABLE = "sent table"  # one person's; `words` are the id of what was read from it
    PAPER_FILE = "paper file"  # one person's; `words` are the id of the offer

    @property
    def is_for_everybody(self) -> bool:
        """Whether anybody there may press: what they may do is then judged by who they are."""
        return self not in _OF_ONE_PERSON


_OF_ONE_PERSON = frozenset(
    {
        *(About.REMINDER, About.FIGURE, About.ACTION, About.KPI_LINE, About.CHAT_FILE),
        *(About.SIGN_OFF, About.SENT_TABLE),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRef:
    """`words` are what the card's numbered buttons say, in order.

    `person` is None for a card that was made for nobody in particular.
    """

    id: str
    person: int | None
    conversation_id: str
    about: About
    indicator: int | None
    period: Period | None
    words: tuple[str, ...]


def save_card_ref(
    session: Session,
    *,
    person: int | None,
    conversation_id: str,
    about: About,
    now: datetime,
    indicator: int | None = None,
    period: Period | None = None,
    words: Sequence[str] = (),
) -> str:
    """The id of this ask: the one it has already, or a new one that nobody can guess."""
    written = "\n".join(words)
    key = "|".join((str(person), conversation_id, about, str(indicator), str(period), written))
    kept = _BY_KEY.first(session, wanted=key)
    if kept is not None:
        if now - kept.at > FRESH:  # it stays as long as its newest card (see `retention`)
            _REFRESH.run(session, wanted=key, at=now)
        return str(kept.id)
    new = secrets.token_urlsafe(16)
    is_new = insert_new(
        session,
        AskRow,
        {
            "id": new,
            "key": key,
            "person_id": person,
            "conversation_id": conversation_id,
            "about": about.value,
            "indicator_id": indicator,
            "period": str(period) if period else None,
            "words": written,
            "at": now,
        },
    )
    if is_new:
        return new
    return str(_BY_KEY.first(session, wanted=key).id)


def find_card_ref(session: Session, ask_id: str) -> CardRef | None:
    """What the card with this id was about, or None for an id that was never given out."""
    if not _ID.fullmatch(ask_id):  # the database could not even look for some of what is forged
        return None
    row = _BY_ID.first(session, wanted=ask_id)
    if row is None:
        return None
    return CardRef(
        id=row.id,
        person=row.person_id,
        conversation_id=row.conversation_id,
        about=About(row.about),
        indicator=row.indicator_id,
        period=Period.parse(row.period) if row.period else None,
        words=tuple(row.words.split("\n")) if row.words else (),
    )
