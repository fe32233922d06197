"""A typed question finds the feature that answers it; what is unclear gets the nearest readings.

Nothing is kept but what the answer's buttons lead back to.
"""

from collections.abc import Mapping

from cards import replies
from cycle.improve import questions
from cycle.plan import ownership, plan_questions
from cycle.plan.names import Register
from cycle.plan.plan_questions import PlanNames, PlanQuestion
from cycle.review import grammar, question
from features import button_refs
from features.feature import Feature, Reply
from features.turn import Answer, Visit
from storage import actions, cache, plans, register
from storage.cache import Topic
from storage.card_refs import About, CardRef
from storage.database import Session

SHORT = 100  # characters of a question that is worth remembering; our choice

Asked = question.Question | questions.Question | question.Choices | PlanQuestion


class Questions:
    """Answers what people type, and the buttons of such answers. `replies` are by question type."""

    def __init__(self, replies_by_type: Mapping[type, Reply]) -> None:
        own: dict[type, Reply] = {question.Help: self._help, question.Choices: self._offer}
        self._replies: Mapping[type, Reply] = {**replies_by_type, **own}

    def feature(self) -> Feature:
        """The buttons under answers in chat: *Show more*, and the readings that were offered."""
        choices = {f"choice_{n}": self._choose for n in range(1, replies.MOST_CHOICES + 1)}
        return Feature(buttons={About.QUESTION: {"more": self._more, **choices}})

    def answer(self, session: Session, visit: Visit) -> Answer:
        """The card that answers what was typed."""
        return self._reply(session, visit, visit.turn.text)

    def _choose(self, session: Session, visit: Visit, ref: CardRef) -> Answer:
        """One of the readings offered before was pressed: `choice_1` to `choice_3`."""
        press = visit.turn.press
        number = int(press.verb.removeprefix("choice_")) if press else 0
        text = ref.words[number - 1] if number <= len(ref.words) else ""
        return self._reply(session, visit, text)

    def _more(self, session: Session, visit: Visit, ref: CardRef) -> Answer:
        """The next rows of a long list: the same question, answered from there on."""
        return self._reply(session, visit, "".join(ref.words))

    def _reply(self, session: Session, visit: Visit, text: str) -> Answer:
        asked = understand(session, visit, text)
        return self._replies[type(asked)](session, visit, asked)

    def _help(self, session: Session, visit: Visit, asked: question.Help) -> Answer:
        return welcome(visit)

    def _offer(self, session: Session, visit: Visit, asked: question.Choices) -> Answer:
        texts = [reading.text for reading in asked.readings]
        ref = button_refs.new_ref(session, visit, About.QUESTION, words=texts)
        labels = [reading.label for reading in asked.readings]
        return Answer(card=replies.choices(asked.heard, labels, ref))


def understand(session: Session, visit: Visit, text: str) -> Asked:
    """What a text asks; the usual questions are short, and come again and again."""

    def read() -> Asked:
        if (planned := plan_questions.understand(text, plan_names(session))) is not None:
            return planned
        names = register_names(session)
        improve = questions.understand(text, names, visit.today)
        return improve or grammar.understand(text, names, visit.today)

    if len(text) > SHORT:
        return read()
    return cache.get(session, Topic.NAMES, ("asks", text, visit.today), read)


def register_names(session: Session) -> Register:
    """The register's names, to understand questions by; made again when the register changes."""

    def read() -> Register:
        return Register.of(register.names(session))

    return cache.get(session, Topic.NAMES, "to understand questions by", read)


def plan_names(session: Session) -> PlanNames:
    """What questions about plans may name; made again when the register or a plan changes."""

    def read() -> PlanNames:
        lines = register.names(session)
        return PlanNames(
            services={line.service for line in lines},
            priorities=[one.title for one in plans.all_priorities(session).values()],
            actions=[one.ref for one in actions.all_actions(session)],
            indicators=[line.ref for line in lines],
        )

    return cache.get(session, Topic.NAMES, "to understand questions about plans by", read)


def welcome(visit: Visit) -> Answer:
    """What can be typed; also the first thing said where Steward is installed."""
    may_place_board = ownership.may_run_the_register(visit.person)
    return Answer(card=replies.help_card(visit.council.name, may_place_board=may_place_board))
