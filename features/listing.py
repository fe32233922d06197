"""Long answers in chat: the rows of one service, a page at a time, and who is named in them."""

from collections.abc import Collection, Iterable

from cards import replies
from cards.elements import ButtonRef
from cycle.plan.indicator import Indicator
from features import button_refs
from features.turn import Answer, Visit
from storage import people, register
from storage.card_refs import About
from storage.database import Session


def first_row(visit: Visit, rows: Collection[object], page: int) -> int:
    """The first row to show: the next page where *Show more* was pressed, else the top.

    `page` is how many rows one card shows. The card carries the first row that it showed as its
    version. A list that has become shorter is shown from its top.
    """
    press = visit.turn.press
    if press is None or press.verb != "more":
        return 0
    start = max(0, press.version) + page
    return start if start < len(rows) else 0


def question_ref(
    session: Session, visit: Visit, text: str, service: str | None, start: int
) -> ButtonRef:
    """What *Show more* carries: the question as it can be typed again, and the first row shown."""
    words = f"{text} in {service}" if service else text
    return button_refs.new_ref(session, visit, About.QUESTION, version=start, words=[words])


def of_service(session: Session, service: str | None) -> dict[int, Indicator]:
    """The indicators of a service by id; all of them where no service is named."""
    return register.by_id(register.matching(session, services=[service] if service else ()))


def names(session: Session, ids: Iterable[int | None]) -> dict[int, str]:
    """The names of these people by id."""
    return people.names(session, {own for own in ids if own is not None})


def not_in_register(ref: str) -> Answer:
    """The answer where no indicator has this reference."""
    return Answer(card=replies.refusal("Not in the register", f"There is no {ref}."))
