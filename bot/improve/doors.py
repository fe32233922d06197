"""Every button of Improve by its verb, and what paints each of its cards once more."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from bot.improve import answer, course, decide, progress, propose, reply, show
from bot.turn import Answer, Visit
from cards.elements import Card
from cards.improve import concern as cards
from cycle.council import Council
from cycle.improve.proposal import MOST_MILESTONES
from storage.asks import About, Ask
from storage.database import Session
from storage.deliveries import Delivery
from storage.improve import owed
from storage.places import Place

Pressed = Callable[[Session, Visit, Ask], Answer]
Render = Callable[[Session, Delivery, Place, datetime], Card | None]


def _stands(session: Session, visit: Visit, ask: Ask) -> Answer:
    """*Back*: where it stands now, of a concern or of an intervention."""
    if ask.about is About.CONCERN:
        return answer.stands(session, visit, ask)
    return course.stands(session, visit, ask)


PRESSES: Mapping[str, Pressed] = {
    **dict.fromkeys(cards.OPENS, answer.opened),
    **dict.fromkeys(cards.GIVES, answer.given),
    "reply": reply.replied,
    "open_proposal": propose.opened,
    "propose": propose.proposed,
    "agree": decide.agreed,
    "send_back": decide.sent_back,
    "ask_again": decide.sent_back,
    "continue": decide.continued,
    "close": decide.closed,
    "escalate": decide.escalated,
    "progress": progress.told,
    **{f"milestone_done_{n}": progress.milestone_done for n in range(1, MOST_MILESTONES + 1)},
    "stands": _stands,
}


def renderers(council: Council) -> dict[str, Render]:
    """By kind of delivery."""
    return {
        owed.CONCERN: partial(show.card, council=council),
        owed.QUESTION: partial(reply.card, council=council),
        owed.INTERVENTION: partial(course.owners_card, council=council),
        owed.PROPOSAL: partial(course.boards_card, council=council),
    }
