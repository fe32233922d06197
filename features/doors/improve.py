"""Every button of Improve by its verb, and what paints each of its cards once more."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from cards import replies
from cards.concerns import answer as cards
from cards.elements import Card
from cycle.council import Council
from cycle.improve.proposal import MOST_MILESTONES
from features import call_ins
from features.concerns import answer, group, reply, show, support
from features.interventions import course, decide, handover, postpone, progress, propose
from features.risks import answer as risk
from features.turn import Answer, Visit
from storage import concern_groups as grouping
from storage import owed
from storage.card_refs import About, Ask
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place

Pressed = Callable[[Session, Visit, Ask], Answer]
Render = Callable[[Session, Delivery, Place, datetime], Card | None]


def on(about: About, handlers: Mapping[str, Pressed]) -> dict[str, Pressed]:
    """These buttons, on cards about this alone: a verb sent with another card leads nowhere."""

    def only(handler: Pressed, session: Session, visit: Visit, ask: Ask) -> Answer:
        if ask.about is not about:
            return Answer(card=replies.old_card(), stay=True)
        return handler(session, visit, ask)

    return {verb: partial(only, handler) for verb, handler in handlers.items()}


def _stands(session: Session, visit: Visit, ask: Ask) -> Answer:
    """*Back*: where it stands now, of a concern or of an intervention."""
    if ask.about is About.CONCERN:
        return answer.stands(session, visit, ask)
    if ask.about is About.INTERVENTION:
        return course.stands(session, visit, ask)
    return Answer(card=replies.old_card(), stay=True)


PRESSES: Mapping[str, Pressed] = {
    "stands": _stands,
    **on(
        About.CONCERN,
        {
            **dict.fromkeys(cards.OPENS, answer.opened),
            **dict.fromkeys(cards.GIVES, answer.given),
            "reply": reply.replied,
            "group_back": group.back,
        },
    ),
    **on(About.EXCEPTIONS, {"group_show": group.shown}),
    **on(
        About.INTERVENTION,
        {
            "open_proposal": propose.opened,
            "propose": propose.proposed,
            "agree": decide.agreed,
            "send_back": decide.sent_back,
            "ask_again": decide.sent_back,
            "continue": decide.continued,
            "close": decide.closed,
            "escalate": decide.escalated,
            "progress": progress.told,
            "postpone": postpone.moved,
            "hand_over": handover.named,
            **{
                f"milestone_done_{n}": progress.milestone_done
                for n in range(1, MOST_MILESTONES + 1)
            },
        },
    ),
    **on(About.RISK, {"risk_answer": risk.answered}),
    **on(
        About.CALL_IN,
        {"call_in": call_ins.recorded, "explain": call_ins.explained, "heard": call_ins.heard},
    ),
}


def renderers(council: Council) -> dict[str, Render]:
    """By kind of delivery."""
    return {
        owed.CONCERN: partial(show.card, council=council),
        grouping.KIND: partial(group.card, council=council),
        owed.QUESTION: partial(reply.card, council=council),
        owed.SUPPORT: partial(support.card, council=council),
        owed.INTERVENTION: partial(course.owners_card, council=council),
        owed.PROPOSAL: partial(course.boards_card, council=council),
        owed.RETIRED: partial(course.retired_card, council=council),
        owed.RISK: partial(risk.card, council=council),
        owed.CALL_IN: partial(call_ins.card, council=council),
    }
