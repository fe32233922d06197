"""The owner replies to the board's question: the reply stands on the card, the board is asked."""

from datetime import datetime

from cards import replies
from cards.concerns import question
from cards.elements import ButtonRef, Card
from cards.form_state import UNTOUCHED, FormState
from cycle.council import Council
from cycle.improve import concern
from cycle.improve.answers import BoardAnswer
from cycle.improve.chase import REPLY_WITHIN
from cycle.improve.refusals import NothingAsked
from cycle.plan.ownership import NotYours
from cycle.refusals import Refused
from features import form_inputs
from features.concerns import show
from features.concerns.show import ConcernView
from features.turn import Answer, CardExpired, Visit
from storage import audit, concern_answers, minutes, owed
from storage.card_refs import About, CardRef
from storage.database import Session
from storage.deliveries import Delivery
from storage.minutes import Minute
from storage.places import Place

NO_LONGER = "The board needs no reply to this any more."


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The question as it stands, for the owner; None where it was answered before it was told."""
    found = show.concern_view(session, int(delivery.subject), now, council)
    if found is None or (found.concern.question_on is None and not delivery.activity_id):
        return None
    ask = show.ref_for_everybody(session, About.CONCERN, place.conversation_id, now, found.id)
    return _card(session, found, ButtonRef(ask, found.concern.version))


def record_reply(session: Session, visit: Visit, ask: CardRef) -> Answer:
    found = show.concern_view(session, int(ask.words[0]), visit.now, visit.council)
    if found is None or not _was_asked(found):
        raise CardExpired
    words, asked = form_inputs.words(visit), ButtonRef(ask.id, found.concern.version)

    try:
        after = concern.replied(found.concern, words, visit.person, found.indicator, found.owner)
    except NotYours as refusal:
        return Answer(card=replies.refusal("Not yours to answer", str(refusal)), stay=True)
    except NothingAsked:
        return Answer(card=_card(session, found, asked))
    except Refused as fault:
        state = FormState(typed=form_inputs.inputs(visit), faults=[str(fault)])
        return Answer(card=_question(session, found, asked, state))

    concern_answers.change(session, found.id, found.concern, after, visit.now)
    minutes.add(
        session,
        minutes.Minute(what=None, by=visit.person.id, at=visit.now, words=words, concern=found.id),
    )
    audit.write(
        session,
        visit.actor,
        visit.now,
        "question answered",
        f"{found.indicator.ref} {found.raised.period}",
        new=words,
    )
    owed.concern_changed(session, found.id, visit.now)
    if after.answer is BoardAnswer.AWAITED:  # an edit in place would tell nobody
        key = f"{owed.CONCERN}:{found.id}:{after.version}"
        owed.to_board(session, key, owed.CONCERN, str(found.id), visit.now)
    again = show.concern_view(session, found.id, visit.now, visit.council) or found
    return Answer(card=_card(session, again, asked))


def _card(session: Session, found: ConcernView, ask: ButtonRef) -> Card:
    if found.concern.question_on is not None and found.raised.is_open:
        return _question(session, found, ask)
    asked = _asked(found)
    later = found.minutes[found.minutes.index(asked) + 1 :]
    reply = next((one for one in later if one.what is None), None)
    if reply is None:
        (put,) = show.minute_lines(session, [asked])
        return question.over(found.indicator, put, NO_LONGER)
    put, answer = show.minute_lines(session, [asked, reply])
    return question.replied(found.indicator, put, answer)


def _question(
    session: Session, found: ConcernView, ask: ButtonRef, state: FormState = UNTOUCHED
) -> Card:
    calendar = found.council.calendar
    by = calendar.after(found.concern.question_on or found.today, REPLY_WITHIN)
    (asked,) = show.minute_lines(session, [_asked(found)])
    late = calendar.between(by, found.today)
    return question.question(found.standing, asked, ask, by, late, state)


def _was_asked(found: ConcernView) -> bool:
    return any(one.what is BoardAnswer.QUESTION_ASKED for one in found.minutes)


def _asked(found: ConcernView) -> Minute:
    return next(one for one in reversed(found.minutes) if one.what is BoardAnswer.QUESTION_ASKED)
