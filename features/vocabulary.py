"""The words that Steward knows: aliases, and the questions that it did not understand."""

from cards import answers, replies
from cards.answers import AnswerLine
from cycle.periods import day_words, london_day
from cycle.plan import ownership
from cycle.questions import question
from cycle.questions.names import Alias, Sort
from features import listing
from features.feature import Feature
from features.turn import Answer, Visit
from storage import aliases, audit, unread_questions
from storage.database import Session

MOST_WORDS = 60  # characters of an alias


def make_alias(session: Session, visit: Visit, asked: question.MakeAlias) -> Answer:
    """`alias “the big ones” to PLN-01`: from now on these words mean this."""
    if not ownership.may_run_the_register(visit.person):
        words = "Only the performance team can add an alias. Ask them to add this one."
        return Answer(card=replies.refusal("For the performance team", words, asked.key))
    if len(asked.words) > MOST_WORDS:
        words = f"An alias has at most {MOST_WORDS} characters."
        return Answer(card=replies.refusal("Too long", words, asked.key))
    alias = Alias(" ".join(asked.words.lower().split()), Sort(asked.sort), asked.key)
    before = aliases.add(session, alias, visit.person.name, visit.now)
    audit.write(session, visit.actor, visit.now, "alias", alias.words, old=before, new=asked.key)
    said = f"“{alias.words}” now means {asked.key}, for everybody."
    replaced = f" It meant {before} before." if before else ""
    return Answer(card=replies.refusal("Alias kept", said + replaced, f"Alias · {asked.key}"))


def not_understood(session: Session, visit: Visit, asked: question.NotUnderstoodList) -> Answer:
    """What people asked and Steward did not understand, the most frequent first."""
    if not ownership.may_run_the_register(visit.person):
        words = "Only the performance team sees what was not understood."
        return Answer(card=replies.refusal("For the performance team", words))
    rows = [
        AnswerLine(words, f"asked {'once' if times == 1 else f'{times} times'}",
             (f"Last on {day_words(london_day(last))}",))
        for words, times, last in unread_questions.most_asked(session)
    ]  # fmt: skip
    start = listing.first_row(visit, rows, answers.ROWS)
    ref = listing.question_ref(session, visit, asked.text, start)
    how = "Type for example: alias “the big ones” to PLN-01"
    nothing = "Every question was understood."
    return Answer(
        card=answers.lines(f"Questions · {how}", asked.read_as(), rows, nothing, ref, start)
    )


FEATURE = Feature(
    questions={
        question.MakeAlias: make_alias,
        question.NotUnderstoodList: not_understood,
    }
)
