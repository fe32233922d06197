"""A question in chat becomes its answer: understood by the closed grammar, or the nearest readings.

Nothing is kept but what the answer's buttons lead back to.
"""

from collections.abc import Callable
from typing import Any

from cards import replies
from cycle.plan import ownership
from cycle.plan.names import Register
from cycle.review import grammar, question
from features import button_refs, quality, series
from features.delivery import channels, report
from features.figures import submit
from features.status import answers
from features.turn import Answer, Visit
from storage import cache, card_refs, register
from storage.cache import Of
from storage.card_refs import About
from storage.database import Session

SHORT = 100  # characters of a question that is worth remembering; our choice


def names(session: Session) -> Register:
    """The register's names, to understand questions by; made again when the register changes."""

    def read() -> Register:
        return Register.of(register.names(session))

    return cache.known(session, Of.NAMES, "to understand questions by", read)


def answer(session: Session, visit: Visit) -> Answer:
    """The card that answers what was typed."""
    return _read(session, visit, visit.turn.text)


def chosen(session: Session, visit: Visit, ask: card_refs.Ask) -> Answer:
    """One of the readings offered before was pressed: `choice_1` to `choice_3`."""
    press = visit.turn.press
    number = int(press.verb.removeprefix("choice_")) if press else 0
    return _read(session, visit, ask.words[number - 1] if number <= len(ask.words) else "")


def more(session: Session, visit: Visit, ask: card_refs.Ask) -> Answer:
    """The next rows of a long table."""
    asked = understood(session, visit, "".join(ask.words))
    if not isinstance(asked, question.Status):
        return _ANSWERS[type(asked)](session, visit, asked)
    return answers.of_many(session, visit, asked, start=answers.next_row(visit))


def understood(session: Session, visit: Visit, text: str) -> question.Question | question.Choices:
    """What a text asks; the usual questions are short, and come again and again."""

    def understand() -> question.Question | question.Choices:
        return grammar.understand(text, names(session), visit.today)

    if len(text) > SHORT:
        return understand()
    return cache.known(session, Of.NAMES, ("asks", text, visit.today), understand)


def _read(session: Session, visit: Visit, text: str) -> Answer:
    asked = understood(session, visit, text)
    return _ANSWERS[type(asked)](session, visit, asked)


def _help(session: Session, visit: Visit, asked: question.Help) -> Answer:
    return welcome(visit)


def welcome(visit: Visit) -> Answer:
    """What can be typed; also the first thing said where Steward is installed."""
    may_place_board = ownership.may_run_the_register(visit.person)
    return Answer(card=replies.help_card(visit.council.name, may_place_board=may_place_board))


def _choices(session: Session, visit: Visit, asked: question.Choices) -> Answer:
    texts = [reading.text for reading in asked.readings]
    ask = button_refs.ask(session, visit, About.QUESTION, words=texts)
    labels = [reading.label for reading in asked.readings]
    return Answer(card=replies.choices(asked.heard, labels, ask))


def _post_alerts_here(session: Session, visit: Visit, asked: question.PostAlertsHere) -> Answer:
    return channels.post_alerts_here(session, visit, asked.purpose)


def _delivery(session: Session, visit: Visit, asked: question.Delivery) -> Answer:
    return report.asked(session, visit)


def _reopen(session: Session, visit: Visit, asked: question.Reopen) -> Answer:
    return channels.reopen(
        session, visit, asked.ref, asked.service, asked.period, asked.until, asked.reason
    )


_ANSWERS: dict[type, Callable[[Session, Visit, Any], Answer]] = {
    question.Help: _help,
    question.Due: answers.due,
    question.Submit: submit.asked_for,
    question.Status: answers.of_many,
    question.StatusOfOne: answers.of_one,
    question.NotGiven: answers.not_given,
    question.DataQuality: quality.asked,
    question.PostAlertsHere: _post_alerts_here,
    question.Delivery: _delivery,
    question.Reopen: _reopen,
    question.MarkSeries: series.marked,
    question.TakeBack: series.taken_back,
    question.Choices: _choices,
}
