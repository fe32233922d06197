"""What a person typed becomes one question: chatter off, periods, subject, then the kind by weight.

A closed grammar: the same words always mean the same, and what is not certain comes back as
readings to choose from. Never raises.
"""

import re
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
from cycle.questions.question import Help, OutOfScope, Question, Status
from cycle.questions.subject import find_refs, find_subject
from cycle.questions.talk import Choices, Mood, NotFound, Reading, SmallTalk

SURE = 4  # what a question that stands by itself counts
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
    own, quoted = chatter.own_lines(clean), chatter.quoted_lines(clean)
    parts = chatter.questions_in(f"{own}\n{quoted}" if _POINTS_BELOW.search(own) else own)
    if not parts:
        return Understood(_wordless(clean))
    if (about := chatter.subject_line(clean)) and before is None:
        before = _one(about, language, today, None).question
    read = [_one(part, language, today, before) for part in parts[:6]]
    first = max(read, key=lambda one: _sureness(one.question))  # the first of equals
    others = [
        one.question
        for one in read
        if _sureness(one.question) == SURE and one.question != first.question
    ]
    if not others:
        return first
    return replace(first, other=Reading(others[0].read_as(), text_of(others[0])))


def _sureness(question: Question) -> int:
    """How much of a question a sentence is: chatter beside a question is not what is asked."""
    match question:
        case SmallTalk():
            return 0
        case Help() | OutOfScope():
            return 1
        case Status(filter=wanted, period=None) if wanted.is_everything:
            return 2
        case Choices() | NotFound():
            return 3
        case _:
            return SURE


def _wordless(clean: str) -> Question:
    return Help() if "?" in clean or not clean else SmallTalk(Mood.ACKNOWLEDGED)


def _one(part: str, language: Language, today: date, before: Question | None) -> Understood:
    plain = chatter.normalised(part)
    if plain in _GREETINGS or not plain:
        return Understood(Help())
    if chatter.without_oaths(plain) == plain and (mood := small_talk.find(plain)):
        return Understood(mood)
    proper = {word.lower() for found in _PROPER.findall(part) for word in found.split()}
    full = " ".join(spelling.corrected(plain.split(), language.known, proper))
    if not (full := chatter.without_oaths(full)):
        return Understood(SmallTalk(Mood.ANGRY))
    if mood := small_talk.find(full):
        return Understood(mood)
    is_name = bool(language.vocabulary.exactly(full))
    words = full if is_name else chatter.peeled(full)
    if mood := small_talk.find(words):
        return Understood(mood)
    if not words:
        return Understood(Help() if full.startswith("help") else SmallTalk(Mood.GREETING))
    if (planned := _of_plans(plain, language) or _of_plans(words, language)) is not None:
        return Understood(planned)
    if (request := requests.find(full, language.vocabulary, today)) is not None:
        return Understood(*carry.request(request, before))
    refs = find_refs(words, language.vocabulary)
    said = when.find(refs.words, today)
    subject = find_subject(said.rest, language.vocabulary, refs)
    parts = Parts(part, words, full, said, subject, language.vocabulary, today)
    if small_talk.is_out_of_scope(full) and not refs.names:
        return Understood(OutOfScope())
    return Understood(*build.question(parts, before))


def _of_plans(words: str, language: Language) -> PlanQuestion | None:
    """A question about plans, unless the words are what an indicator is called."""
    if language.vocabulary.exactly(words):
        return None
    return plan_questions.understand(words, language.plans)


_POINTS_BELOW = re.compile(r"\b(?:see|read|as|the|message|mail|question)s? below\b", re.IGNORECASE)
_PROPER = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+")
_GREETINGS = frozenset({"hi", "hello", "hey", "hiya", "steward", "hi steward", "hello steward"})
