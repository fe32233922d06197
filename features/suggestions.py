"""Anybody suggests something for an indicator; the performance team answers, and they hear it."""

from collections.abc import Sequence
from datetime import datetime

from cards import replies
from cards.elements import Card
from cards.suggestions import (
    SuggestionView,
    suggestion_answered,
    suggestion_kept,
    suggestion_list,
)
from cycle.council import Council
from cycle.people import Role
from cycle.plan.suggestion import Suggestion
from cycle.plan.year_questions import Suggest, SuggestionsAsked
from cycle.refusals import NotTheTeam, Refused, check, words_refused
from features import button_refs, form_inputs, listing
from features.feature import Feature
from features.turn import Answer, Visit
from storage import audit, deliveries, owed, register, suggestions
from storage.card_refs import About, CardRef
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place

ANSWERED = "suggestion answered"


def suggest(session: Session, visit: Visit, asked: Suggest) -> Answer:
    """`suggest on HOU-01: count households, not people`."""
    indicator = register.by_ref(session, asked.ref)
    if indicator is None:
        return listing.not_in_register(asked.ref)
    try:
        check(words_refused(asked.words))
    except Refused as refusal:
        return Answer(card=replies.refusal("Not kept", str(refusal), str(indicator)))
    new = Suggestion(
        indicator=indicator.id, words=asked.words, made_by=visit.person.id, made_at=visit.now
    )
    suggestions.add(session, new)
    audit.write(session, visit.actor, visit.now, "suggestion", indicator.ref, new=asked.words)
    return Answer(card=suggestion_kept(SuggestionView(new, indicator, visit.person.name)))


def listed(session: Session, visit: Visit, asked: SuggestionsAsked) -> Answer:
    """`suggestions`: those without an answer; the performance team finds the form there."""
    return _listed(session, visit)


def answer(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Send the answer*: kept, and owed to whoever made the suggestion."""
    if not visit.person.is_a(Role.PERFORMANCE):
        refusal = replies.refusal("For the performance team", str(NotTheTeam()))
        return Answer(card=refusal, stay=True)
    own, words = form_inputs.number(visit, "which"), form_inputs.words(visit)
    suggestion = suggestions.find(session, own) if own else None
    if suggestion is None or suggestion.answer:
        return _listed(session, visit)
    if fault := words_refused(words):
        return _listed(session, visit, faults=[str(fault)])
    suggestions.answer(session, suggestion, words, visit.person.id, visit.now)
    audit.write(
        session,
        visit.actor,
        visit.now,
        "suggestion answered",
        str(suggestion.id),
        old=suggestion.words,
        new=words,
    )
    key = f"{ANSWERED}:{suggestion.id}"
    owed.to_person(
        session,
        suggestion.made_by,
        deliveries.NewDelivery(key=key, kind=ANSWERED, subject=str(suggestion.id), now=visit.now),
    )
    return _listed(session, visit, done="The answer is on its way.")


def answered_card(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    suggestion = suggestions.find(session, int(delivery.subject))
    views = _views(session, [suggestion] if suggestion else [])
    return suggestion_answered(views[0]) if views else None


def _listed(
    session: Session, visit: Visit, *, faults: Sequence[str] = (), done: str = ""
) -> Answer:
    ref = None
    if visit.person.is_a(Role.PERFORMANCE):
        ref = button_refs.for_everybody(
            session,
            About.PLAN,
            visit.turn.place.conversation_id,
            visit.now,
            words=["suggestions", "0"],
        )
    views = _views(session, suggestions.waiting(session))
    typed = form_inputs.inputs(visit) if faults else None
    return Answer(card=suggestion_list(views, ref, typed=typed, faults=faults, done=done))


def _views(session: Session, some: Sequence[Suggestion]) -> list[SuggestionView]:
    indicators = register.by_id(register.find_many(session, [each.indicator for each in some]))
    names = listing.names(session, (each.made_by for each in some))
    return [
        SuggestionView(each, indicators[each.indicator], names.get(each.made_by, "somebody"))
        for each in some
    ]


FEATURE = Feature(
    buttons={About.PLAN: {"suggestion_answer": answer}},
    questions={Suggest: suggest, SuggestionsAsked: listed},
    cards={ANSWERED: answered_card},
)
