"""What is said to Steward as to a colleague, and what it cannot do: a sentence, and where to go."""

from cards import replies
from cards.elements import Button
from cycle.questions import question
from cycle.questions.talk import Mood
from features import button_refs
from features.feature import Feature
from features.turn import Answer, Visit
from storage.card_refs import About
from storage.database import Session

_SAID = {
    Mood.THANKS: "You are welcome.",
    Mood.GREETING: "Hello. Ask how something stands, or type “help”.",
    Mood.FAREWELL: "Goodbye. Steward is here when you need it.",
    Mood.ACKNOWLEDGED: "Noted. Steward is here when you need it.",
    Mood.ANGRY: "Sorry about that. Type “help” to see what Steward can do, or tell the performance "
    "team what went wrong.",
    Mood.ABOUT_STEWARD: "This is Steward, a program of the council. It keeps the performance "
    "figures and answers from them; it guesses nothing.",
}


def small_talk(session: Session, visit: Visit, asked: question.SmallTalk) -> Answer:
    return Answer(card=replies.small_talk(_SAID[asked.mood]))


def not_found(session: Session, visit: Visit, asked: question.NotFound) -> Answer:
    """What was asked about does not exist; what there is instead."""
    ref = button_refs.new_ref(session, visit, About.QUESTION, words=["help", "status of KPIs"])
    buttons = (Button("choice_1", "What you can ask", ref), Button("choice_2", "All KPIs", ref))
    return Answer(card=replies.not_found(asked.why, buttons))


def out_of_scope(session: Session, visit: Visit, asked: question.OutOfScope) -> Answer:
    ref = button_refs.new_ref(session, visit, About.QUESTION, words=["help"])
    return Answer(card=replies.out_of_scope((Button("choice_1", "What you can ask", ref),)))


FEATURE = Feature(
    questions={
        question.SmallTalk: small_talk,
        question.NotFound: not_found,
        question.OutOfScope: out_of_scope,
    }
)
