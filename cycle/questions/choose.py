"""Which kind of question it is: the heaviest cue that fits the subject."""

import re

from cycle.questions.filter import UNTARGETED
from cycle.questions.intents import Intent
from cycle.questions.names import Sort
from cycle.questions.parts import Parts

SHORT = 4  # words: "help HOU-01" asks what it measures, a longer call for help says what for


def choose(parts: Parts, weighed: list[tuple[int, Intent]]) -> Intent:
    """The heaviest intent that fits what the question is about; the status where none does."""
    fitting = (intent for _, intent in weighed if not _is_unfit(intent, parts))
    return _adjusted(next(fitting, Intent.STATUS), parts)


def _is_unfit(intent: Intent, parts: Parts) -> bool:
    subject, words = parts.subject, parts.subject.words
    match intent:
        case Intent.DUE:
            groups = subject.of(Sort.SERVICE, Sort.PRIORITY, Sort.PORTFOLIO, Sort.PERSON)
            return bool(groups or subject.refs or (subject.bands and subject.mine))
        case Intent.NOT_GIVEN:
            return bool(subject.refs) and words.startswith("how many")
        case Intent.ATTENTION:
            return bool(subject.bands or subject.refs)
        case Intent.GLOSSARY:
            return bool(subject.names or subject.either)
        case Intent.OWNED_BY:
            is_somebodys = bool(subject.of(Sort.PERSON) or subject.mine)
            return not is_somebodys or bool(_ASKS_HOW.search(words))
        case Intent.HELP:
            is_call = words.startswith("help") and len(words.split()) > SHORT
            return is_call and bool(subject.refs)
        case _:
            return False


def _adjusted(intent: Intent, parts: Parts) -> Intent:
    subject, said = parts.subject, parts.said
    people = subject.of(Sort.PERSON)
    is_one = len(subject.refs) == 1 and not said.periods
    if intent is Intent.OWNER and people and len(people) == len(subject.names):
        return Intent.STATUS if _ASKS_HOW.search(subject.words) else Intent.OWNED_BY
    if (
        intent in (Intent.CHANGED, Intent.TREND)
        and len(subject.refs) == 1
        and _WHY.search(parts.full)
    ):
        return Intent.COMMENTARY
    if (
        (intent is Intent.CHANGED and _TURNED.search(subject.words) and not said.since)
        or (intent is Intent.COMPARE and is_one and _AGAINST_ITSELF.search(subject.words))
        or (intent is Intent.TARGET and subject.bands == (UNTARGETED,))
    ):
        return Intent.STATUS
    return intent


_WHY = re.compile(r"\bwhy\b")
_ASKS_HOW = re.compile(r"\b(?:how|doing|status|performance|performing|position|rag)\b")
_TURNED = re.compile(
    r"\b(?:gone|going|goes|turned|went|go|got|is|are|become) (?:to )?(?:red|amber|"
    r"green)\b(?! (?:to|from))"
    r"(?!.*\b(?:from|worse|better|changed)\b)"
)
_AGAINST_ITSELF = re.compile(r"^(?:the |our )?# against (?:the |our |its )?#$")
