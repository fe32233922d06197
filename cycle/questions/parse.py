"""What a person typed becomes one question: chatter off, periods, subject, then the kind by weight.

A closed grammar: the same words always mean the same, and what is not certain comes back as
readings to choose from. Never raises.
"""

from dataclasses import dataclass, replace
from datetime import date

from cycle.plan import plan_questions
from cycle.plan.plan_questions import PlanNames, PlanQuestion
from cycle.questions import (
    as_typed,
    build,
    carry,
    chatter,
    cues,
    paper_words,
    requests,
    small_talk,
    spelling,
    when,
)
from cycle.questions.dates import MONTHS
from cycle.questions.names import Vocabulary
from cycle.questions.parts import Parts, text_of
from cycle.questions.question import Help, Question
from cycle.questions.subject import find as find_subject
from cycle.questions.subject import find_refs
from cycle.questions.talk import Choices, Mood, NotFound, Reading, SmallTalk

NO_PLANS = PlanNames(services=(), priorities=())


@dataclass(frozen=True, slots=True)
class Understood:
    """The question, and how it was found.

    `carried` says what was taken over from the question before; `other` is the second question of
    the same message.
    """

    question: Question
    carried: str = ""
    other: Reading | None = None


@dataclass(frozen=True)
class Language:
    """The register's names with the words to which typing errors are set right."""

    vocabulary: Vocabulary
    known: frozenset[str]
    plans: PlanNames = NO_PLANS

    @classmethod
    def of(cls, vocabulary: Vocabulary, plans: PlanNames = NO_PLANS) -> "Language":
        return cls(vocabulary, vocabulary.words | cues.CUE_WORDS | frozenset(MONTHS), plans)


def understand(
    text: str, language: Language, today: date, before: Question | None = None
) -> Understood:
    """What the text asks. `before` is what the same person asked last in the same chat."""
    clean = chatter.cleaned(text)
    if (paper := paper_words.find(clean, language.vocabulary, today)) is not None:
        return Understood(paper)
    if (command := as_typed.find(text, language.vocabulary, today)) is not None:
        return Understood(command)
    parts = chatter.questions_in(chatter.own_lines(clean))
    if not parts:
        return Understood(_wordless(clean))
    read = [_one(part, language, today, before) for part in parts[:6]]
    asked = [one for one in read if not isinstance(one.question, SmallTalk)]
    if not asked:
        return read[0]
    sure = [one for one in asked if _is_sure(one.question)]
    first = (sure or asked)[0]
    others = [one.question for one in sure if one.question != first.question]
    if not others:
        return first
    return replace(first, other=Reading(others[0].read_as(), text_of(others[0])))


def _is_sure(question: Question) -> bool:
    return not isinstance(question, Choices | NotFound | SmallTalk) and bool(text_of(question))


def _wordless(clean: str) -> Question:
    if "?" in clean or not clean:
        return Help()
    return SmallTalk(Mood.ACKNOWLEDGED)


def _one(part: str, language: Language, today: date, before: Question | None) -> Understood:
    plain = chatter.normalised(part)
    if mood := small_talk.find(plain):
        return Understood(mood)
    full = " ".join(spelling.corrected(plain.split(), language.known))
    if mood := small_talk.find(full):
        return Understood(mood)
    words = chatter.peeled(full)
    if not words:
        return Understood(Help() if plain in _GREETINGS or not plain else SmallTalk(Mood.THANKS))
    if (planned := _of_plans(plain, language) or _of_plans(words, language)) is not None:
        return Understood(planned)
    if (request := requests.find(full, language.vocabulary, today)) is not None:
        return Understood(*carry.request(request, before))
    refs = find_refs(words, language.vocabulary)
    said = when.find(refs.words, today)
    subject = find_subject(said.rest, language.vocabulary, refs)
    parts = Parts(part, words, full, said, subject, language.vocabulary, today)
    return Understood(*build.question(parts, before))


def _of_plans(words: str, language: Language) -> PlanQuestion | None:
    """A question about plans, unless the words are what an indicator is called."""
    if language.vocabulary.exactly(words):
        return None
    return plan_questions.understand(words, language.plans)


_GREETINGS = frozenset({"hi", "hello", "hey", "hiya", "steward", "hi steward", "hello steward"})
