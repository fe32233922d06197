"""What members asked in a meeting: noted, put to an owner, answered, told until it is closed."""

from datetime import datetime

from cards import member_question_cards, replies
from cards.elements import ButtonRef, Card
from cards.member_question_cards import MemberQuestionOnCard
from cycle.council import Council
from cycle.monitor import member_question
from cycle.monitor.member_question import MemberQuestion
from cycle.monitor.paper.editions import PaperRefused, check_team
from cycle.monitor.paper.paper_questions import MembersAsk, MembersQuestions
from cycle.people import Role
from features import form_inputs, listing
from features.concerns import show
from features.turn import Answer, CardExpired, Visit
from storage import audit, deliveries, member_questions, owed, people, register
from storage.card_refs import About, CardRef
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place


def record_question(session: Session, visit: Visit, question: MembersAsk) -> Answer:
    """`question from scrutiny on HOU-01: … for 3 December`: kept, and its owner is asked."""
    indicator = register.by_ref(session, question.ref) if question.ref else None
    if question.ref and indicator is None:
        return listing.not_in_register(question.ref)
    new = MemberQuestion(
        body=question.body,
        meeting=question.meeting or visit.today,
        words=question.words,
        indicator=indicator.id if indicator else None,
        owner=indicator.owner if indicator else None,
        promised=question.meeting,
        asked_by=visit.person.id,
        asked_at=visit.now,
    )
    try:
        check_team(visit.person)
        member_question.check_asked(new)
    except PaperRefused as refusal:
        return Answer(card=replies.refusal("Not recorded", str(refusal)))
    own = member_questions.add(session, new)
    about = indicator.ref if indicator else question.body.value
    audit.write(session, visit.actor, visit.now, "members asked", about, new=new.words)
    key = f"{owed.MEMBER_QUESTION}:{own}"
    owed.to_person(
        session,
        new.owner,
        deliveries.NewDelivery(key=key, kind=owed.MEMBER_QUESTION, subject=str(own), now=visit.now),
    )
    return _shown(session, visit, own, ["It is recorded, and whoever is to answer is being asked."])


def show_questions(session: Session, visit: Visit, question: MembersQuestions) -> Answer:
    """`questions of scrutiny`: all that is not closed."""
    found = [
        one
        for one in member_questions.not_closed(session)
        if question.body is None or one.body is question.body
    ]
    rows = [_on_card(session, one) for one in found]
    return Answer(card=member_question_cards.member_questions(question.read_as(), rows))


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """To whoever is to answer; edited in place once it is answered or closed."""
    found = member_questions.find(session, int(delivery.subject))
    if found is None:
        return None
    ref = show.ref_for_everybody(
        session, About.MEMBER_QUESTION, place.conversation_id, now, found.id
    )
    return member_question_cards.member_question(
        _on_card(session, found), ButtonRef(ref, found.version)
    )


def record_answer(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Send the answer*: printed in the next paper of that body."""
    found = member_questions.find(session, int(ref.words[0]))
    if found is None:
        raise CardExpired
    if not _may_answer(session, visit, found):
        words = "Only whoever is named, their deputy or the performance team answers this."
        return Answer(card=replies.refusal("Not yours to answer", words), stay=True)
    words = form_inputs.words(visit)
    try:
        after = member_question.answered(found, words, visit.person.id, visit.now)
    except PaperRefused as fault:
        card = member_question_cards.member_question(
            _on_card(session, found),
            ButtonRef(ref.id, found.version),
            faults=[str(fault)],
            typed=words,
            may_close=visit.person.is_a(Role.PERFORMANCE),
        )
        return Answer(card=card)
    return _kept(session, visit, found, after, "members were answered")


def close(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Close it*: told in one more report, then no more."""
    found = member_questions.find(session, int(ref.words[0]))
    if found is None:
        raise CardExpired
    try:
        check_team(visit.person)
        after = member_question.closed(found)
    except PaperRefused as refusal:
        return Answer(card=replies.refusal("Not closed", str(refusal)), stay=True)
    return _kept(session, visit, found, after, "question of members closed")


def _kept(
    session: Session, visit: Visit, read: MemberQuestion, after: MemberQuestion, change: str
) -> Answer:
    member_questions.change(session, read, after)
    audit.write(session, visit.actor, visit.now, change, read.words, new=after.answer)
    owed.changed(session, owed.MEMBER_QUESTION, read.id, visit.now)
    return _shown(session, visit, read.id, [])


def _shown(session: Session, visit: Visit, own: int, notes: list[str]) -> Answer:
    found = member_questions.find(session, own)
    assert found is not None  # just kept
    here = visit.turn.place.conversation_id
    ref = show.ref_for_everybody(session, About.MEMBER_QUESTION, here, visit.now, own)
    card = member_question_cards.member_question(
        _on_card(session, found),
        ButtonRef(ref, found.version),
        notes=notes,
        may_close=visit.person.is_a(Role.PERFORMANCE) and bool(found.answer),
    )
    return Answer(card=card)


def _may_answer(session: Session, visit: Visit, question: MemberQuestion) -> bool:
    if visit.person.is_a(Role.PERFORMANCE) or visit.person.id == question.owner:
        return True
    indicator = register.indicator(session, question.indicator) if question.indicator else None
    return indicator is not None and visit.person.id == indicator.deputy


def _on_card(session: Session, question: MemberQuestion) -> MemberQuestionOnCard:
    indicator = register.indicator(session, question.indicator) if question.indicator else None
    ids = [own for own in (question.owner, question.answered_by) if own]
    names = people.names(session, ids)
    return MemberQuestionOnCard(
        body=question.body.value,
        meeting=question.meeting,
        words=question.words,
        state=question.state,
        about=str(indicator) if indicator else "",
        who=names.get(question.owner or 0, ""),
        promised=question.promised,
        answer=question.answer,
        answered_by=names.get(question.answered_by or 0, ""),
    )
