"""The grammar is held to the corpus: how many questions it reads rightly, and how few wrongly."""

import pytest

from cycle.questions.parse import understand
from cycle.questions.parts import text_of
from cycle.questions.question import Choices
from tests.cycle.questions.corpus import LAST_WRITTEN, corpus, is_harmless
from tests.cycle.questions.language import TODAY, demo

TUNED = [asked for asked in corpus() if asked.style not in LAST_WRITTEN]
LAST = [asked for asked in corpus() if asked.style in LAST_WRITTEN]


@pytest.mark.parametrize(
    ("some", "right", "wrong"), [(TUNED, 0.96, 0.01), (LAST, 0.9, 0.01)], ids=("tuned", "last")
)
def test_most_questions_are_read_rightly_and_hardly_any_wrongly(some, right, wrong):
    read = [(asked, asked.understood()) for asked in some]
    missed = [(asked, question) for asked, question in read if not asked.is_right(question)]
    harmful = [(asked, question) for asked, question in missed if not is_harmless(question)]

    assert len(some) >= 40
    assert 1 - len(missed) / len(some) >= right, "\n".join(map(str, missed))
    assert len(harmful) / len(some) <= wrong, "\n".join(map(str, harmful))


@pytest.mark.flow
def test_every_question_typed_again_asks_the_same():
    for asked in corpus():
        question = asked.understood()
        if text := text_of(question):
            again = understand(text, demo(), TODAY).question
            assert text_of(again) == text, asked.text


def test_every_reading_offered_is_itself_understood():
    for asked in corpus():
        question = asked.understood()
        for reading in question.readings if isinstance(question, Choices) else ():
            again = understand(reading.text, demo(), TODAY).question
            assert not isinstance(again, Choices), (asked.text, reading.text)
