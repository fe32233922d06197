"""A typed question finds the feature that answers it; what is unclear gets the nearest readings.

Nothing is kept but what the answer's buttons lead back to, and for ten minutes what was asked last.
"""

from collections.abc import Mapping

from cards import replies
from cards.elements import (
    Button,
    ButtonRef,
    Buttons,
    Text,
    row_number,
    row_verb,
    with_more,
)
from cycle.plan import ownership
from cycle.plan.plan_questions import PlanNames
from cycle.questions import question
from cycle.questions.asker import for_person
from cycle.questions.commands import buttons_for
from cycle.questions.names import Vocabulary
from cycle.questions.parse import Language, Understood, understand
from cycle.questions.parts import text_of
from features import button_refs, listing
from features.feature import Feature, Reply
from features.turn import Answer, Visit
from storage import (
    actions,
    aliases,
    cache,
    figures,
    last_questions,
    people,
    plans,
    register,
    returns,
    unread_questions,
)
from storage.cache import Topic
from storage.card_refs import About, CardRef
from storage.database import Session

SHORT = 100  # characters of a question that is worth remembering; our choice


class Questions:
    """Answers what people type, and the buttons of such answers. `replies` are by question type."""

    def __init__(self, replies_by_type: Mapping[type, Reply]) -> None:
        own: dict[type, Reply] = {question.Help: self._help, question.Choices: self._offer}
        self.replies: Mapping[type, Reply] = {**replies_by_type, **own}

    def feature(self) -> Feature:
        """The buttons of answers in chat: *Show more*, readings that were offered, rows."""
        choices = {f"choice_{n}": self._choose for n in range(1, replies.MOST_CHOICES + 1)}
        rows = {row_verb(n): self._open_row for n in range(1, listing.MOST_ROWS + 1)}
        pages = {"more": self._page, listing.BACK: self._page}
        return Feature(buttons={About.QUESTION: {**pages, **choices, **rows}})

    def answer(self, session: Session, visit: Visit) -> Answer:
        """The card that answers what was typed."""
        return self._reply(session, visit, visit.turn.text)

    def _choose(self, session: Session, visit: Visit, ref: CardRef) -> Answer:
        """One of the readings offered before was pressed: `choice_1` to `choice_5`."""
        press = visit.turn.press
        number = int(press.verb.removeprefix("choice_")) if press else 0
        text = ref.words[number - 1] if number <= len(ref.words) else ""
        return self._reply(session, visit, text)

    def _page(self, session: Session, visit: Visit, ref: CardRef) -> Answer:
        """Another page of a long list: the same question, answered from there on."""
        asked = self._read(session, visit, ref.words[0] if ref.words else "", "")
        return self.replies[type(asked.question)](session, visit, asked.question)

    def _open_row(self, session: Session, visit: Visit, ref: CardRef) -> Answer:
        """A row or count of a list was tapped: what it asks, with the way back to the list."""
        press = visit.turn.press
        number = row_number(press.verb) if press else 0
        text = ref.words[number] if number < len(ref.words) else ""
        answer = self._reply(session, visit, text)
        back = ButtonRef(ref.id, press.version if press else 0)
        button = Button(listing.BACK, "Back to the list", back, sends_inputs=False)
        return Answer(card=with_more(answer.card, Buttons(button)), stay=answer.stay)

    def _reply(self, session: Session, visit: Visit, text: str) -> Answer:
        here = visit.turn.place.conversation_id
        before = last_questions.last(session, visit.person.id, here, visit.now)
        heard = self._read(session, visit, text, before)
        asked = heard.question
        if (again := text_of(asked)) != before:
            last_questions.keep(session, visit.person.id, here, again, visit.now)
        if isinstance(asked, question.Choices | question.OutOfScope | question.NotFound):
            unread_questions.note(session, text, visit.now)
        answer = self.replies[type(asked)](session, visit, asked)
        return _with_what_was_said(session, visit, answer, heard)

    def _read(self, session: Session, visit: Visit, text: str, before: str) -> Understood:
        heard = read(session, visit, text, before)
        definite = for_person(heard.question, visit.person)
        return Understood(definite, heard.carried, heard.other)

    def _help(self, session: Session, visit: Visit, asked: question.Help) -> Answer:
        offered = buttons_for(visit.person)
        words = [text for _, text in offered]
        ref = button_refs.new_ref(session, visit, About.QUESTION, words=words)
        may_place_board = ownership.may_run_the_register(visit.person)
        card = replies.help_card(
            visit.council.name,
            may_place_board=may_place_board,
            buttons=[label for label, _ in offered],
            ref=ref,
            rows=listing.question_ref(
                session, visit, asked.text, rows=replies.help_questions(may_place_board)
            ),
        )
        return Answer(card=card)

    def _offer(self, session: Session, visit: Visit, asked: question.Choices) -> Answer:
        texts = [reading.text for reading in asked.readings]
        ref = button_refs.new_ref(session, visit, About.QUESTION, words=texts)
        labels = [reading.label for reading in asked.readings]
        return Answer(card=replies.choices(asked.heard, labels, ref, asked.ask))


def _with_what_was_said(
    session: Session, visit: Visit, answer: Answer, heard: Understood
) -> Answer:
    """The answer, with what it took from the question before, and a second one as a button."""
    if answer.card.content_type:  # Teams' own card of a file takes no more
        return answer
    if heard.carried:
        words = "This goes on from your last question. Ask in full to begin anew."
        shown = with_more(answer.card, Text(words, size="Small", is_subtle=True))
        answer = Answer(card=shown, stay=answer.stay)
    if heard.other is None:
        return answer
    ref = button_refs.new_ref(session, visit, About.QUESTION, words=[heard.other.text])
    button = Button("choice_1", f"Also: {heard.other.label}", ref)
    return Answer(card=with_more(answer.card, Buttons(button)), stay=answer.stay)


def read(session: Session, visit: Visit, text: str, before: str = "") -> Understood:
    """What a text asks; the usual questions are short, and come again and again."""

    def parse() -> Understood:
        language = register_language(session)
        earlier = understand(before, language, visit.today).question if before else None
        return understand(text, language, visit.today, earlier)

    if len(text) + len(before) > 2 * SHORT:
        return parse()
    return cache.get(session, Topic.NAMES, ("asks", text, before, visit.today), parse)


def register_language(session: Session) -> Language:
    """The register's names, to understand questions by; made again when the register changes."""

    def make() -> Language:
        names = register.names(session)
        first = figures.first_day(session)
        aliased = aliases.all_aliases(session)
        vocabulary = Vocabulary.of(names, people.all_names(session), aliased, first)
        return Language.of(vocabulary, plan_names(session))

    return cache.get(session, Topic.NAMES, "to understand questions by", make)


def plan_names(session: Session) -> PlanNames:
    """What questions about plans may name; made again when the register or a plan changes."""
    lines = register.names(session)
    return PlanNames(
        services={line.service for line in lines},
        priorities=[one.title for one in plans.all_priorities(session).values()],
        actions=[one.ref for one in actions.all_actions(session)],
        indicators=[line.ref for line in lines],
        returns=[one.ref for one in returns.all_returns(session).values()],
    )


def welcome(visit: Visit) -> Answer:
    """What can be typed; also the first thing said where Steward is installed."""
    may_place_board = ownership.may_run_the_register(visit.person)
    return Answer(card=replies.help_card(visit.council.name, may_place_board=may_place_board))
