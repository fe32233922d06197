"""How much of a question its reading explains: what leaves words over is asked back."""

import re

from cycle.questions import cues
from cycle.questions.intents import Intent
from cycle.questions.little_words import SAYS_LITTLE
from cycle.questions.parts import Parts, text_of
from cycle.questions.question import OutOfScope, Question
from cycle.questions.stems import stem
from cycle.questions.talk import Choices, NotFound, Reading, SmallTalk
from cycle.questions.unsettled import doubtful

MOST_LEFT = 1  # words that a reading may leave unexplained; set by the corpus
NONE_LEFT = 0  # of a status, which is what a question is read as where no word says another kind


def sure_of(question: Question, parts: Parts, intent: Intent) -> Question:
    """The question itself, or offers where too many words say more than it does."""
    if isinstance(question, Choices | NotFound | OutOfScope | SmallTalk):
        return question
    left = unexplained(parts, intent)
    is_anything = not (parts.subject.names or parts.subject.mine or parts.subject.excepted)
    strange = set(left) & set(parts.subject.unknown)
    most = NONE_LEFT if intent is Intent.STATUS and not _is_sure_of_one(parts, left) else MOST_LEFT
    if len(left) <= most and not (is_anything and strange):
        return question
    return offers(question, parts)


def _is_sure_of_one(parts: Parts, left: list[str]) -> bool:
    """Whether a reference was typed, and no word beside it speaks of another kind of question."""
    return bool(_REFERENCE.search(parts.words)) and not any(map(cues.is_cue, left))


def offers(question: Question, parts: Parts) -> Question:
    """The reading as a button, with what else may be asked of the same."""
    if not (text := text_of(question)):
        return question
    meant = Reading(question.read_as(), text)
    wanted = getattr(question, "filter", None)
    ref = getattr(question, "ref", "")
    others = doubtful(parts, wanted, ref).readings if wanted and wanted.names_a_group else ()
    others = tuple(one for one in others if one.text != text)
    return Choices(parts.heard, (meant, *others[:3]))


def unexplained(parts: Parts, intent: Intent) -> list[str]:
    """The telling words that neither the subject nor the kind of question accounts for."""
    words = parts.subject.words
    spans = cues.spans(words, intent)
    own = _own_stems(parts)
    return [
        found[0]
        for found in _TOKEN.finditer(words)
        if not any(first <= found.start() < end for first, end in spans)
        and found[0] not in SAYS_LITTLE
        and not (
            cues.is_status_word(found[0]) or (intent is not Intent.STATUS and cues.is_cue(found[0]))
        )
        and stem(found[0]) not in own
    ]


def _own_stems(parts: Parts) -> set[str]:
    """The stems of the names that the question is about."""
    subject, weights = parts.subject, parts.vocabulary.weights
    named = {*subject.names, *subject.either}
    return {
        each
        for token in _TOKEN.findall(subject.words)
        if (each := stem(token)) in weights and named & weights[each].keys()
    }


_REFERENCE = re.compile(r"\b[a-z]{2,4}-?\d{1,3}\b")
_TOKEN = re.compile(r"[a-z][a-z0-9]+")
