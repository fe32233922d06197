"""Commands whose words are kept as they were typed: reopen, break, note, take back, alias, post."""

import re
from datetime import date

from cycle.periods import Period
from cycle.plan.year_questions import AgreeKpiSet, Suggest
from cycle.questions import chatter, when, year_as_typed
from cycle.questions.chatter import normalised
from cycle.questions.names import Name, Sort, Vocabulary
from cycle.questions.orders import CloseMissing, MarkSeries, PostAlertsHere, Reopen, TakeBack
from cycle.questions.personal import MakeAlias
from cycle.questions.question import PostEscalationsHere
from cycle.questions.subject import Subject, find_refs, find_subject
from cycle.questions.talk import Choices, Reading
from cycle.questions.when import When
from cycle.review.reading import UnreadableValue, read_day

Command = (
    CloseMissing
    | MarkSeries
    | PostAlertsHere
    | PostEscalationsHere
    | Reopen
    | TakeBack
    | MakeAlias
    | AgreeKpiSet
    | Suggest
    | Choices
)


WHICH_NOTE = "Which note or break do you mean, of which indicator and period?"
MOST_WORDS = 5  # of a message that says only that something is to be taken back


def find(text: str, vocabulary: Vocabulary, today: date) -> Command | None:
    """The command that the message is, a way to say it where parts are missing, or None.

    The message is read in one cleaned line; its words are taken from what was typed.
    """
    line = " ".join(chatter.cleaned(text).split())
    if found := _POST.fullmatch(normalised(line)):
        if found["purpose"] == "board":
            return PostAlertsHere("board")
        return PostEscalationsHere()
    if _REOPEN_WORD.match(line):
        return _reopening(text, line, vocabulary, today)
    if (found := _CLOSE.fullmatch(line)) and (
        place := _in_a_series(found["what"], vocabulary, today)
    ):
        return CloseMissing(*place, _words(text, found, "reason") if found["reason"] else "")
    if _TAKE_BACK_WORD.match(line):
        return _taking_back(text, line, vocabulary, today)
    if found := _MARK_WORD.match(line):
        is_break = found["kind"].lower() == "break"
        return _marking(text, line, is_break, vocabulary, today)
    if found := _ALIAS.fullmatch(line) or _ALIAS_MEANS.fullmatch(line):
        return _alias(line, found, vocabulary)
    return year_as_typed.find(line, vocabulary)


def _reopening(text: str, line: str, vocabulary: Vocabulary, today: date) -> Command:
    how = Choices(line, _HOW_TO_REOPEN)
    if not (found := _REOPEN.fullmatch(line)):
        return how
    said, subject = _read(found["what"], vocabulary, today)
    named = subject.of(Sort.INDICATOR, Sort.SERVICE)
    if len(said.periods) != 1 or len(named) != 1:
        return how
    try:
        until = read_day(found["until"])
    except UnreadableValue:
        return how
    ref = named[0].key if named[0].sort is Sort.INDICATOR else None
    return Reopen(
        ref, None if ref else named[0].key, said.periods[0], until, _words(text, found, "reason")
    )


def _marking(text: str, line: str, is_break: bool, vocabulary: Vocabulary, today: date) -> Command:
    how = Choices(line, (_HOW_TO_BREAK if is_break else _HOW_TO_NOTE,))
    if not (found := _MARKED.fullmatch(line)):
        return how
    if not (place := _in_a_series(found["what"], vocabulary, today)):
        return how
    return MarkSeries(*place, is_break, _words(text, found, "words"))


def _taking_back(text: str, line: str, vocabulary: Vocabulary, today: date) -> Command:
    how = Choices(line, (_HOW_TO_TAKE_BACK,), ask=WHICH_NOTE)
    if not (found := _TAKEN_BACK.fullmatch(line)):
        names_none = not re.search(r"\d", line) and len(line.split()) <= MOST_WORDS
        return Choices(line, (), ask=WHICH_NOTE) if names_none else how
    if not (place := _in_a_series(found["what"], vocabulary, today)):
        return how
    return TakeBack(*place, found["kind"].lower() == "break", _words(text, found, "words"))


def _words(text: str, found: re.Match[str], name: str) -> str:
    """What this group of the line says, as it was typed."""
    return chatter.as_typed(text, found.string[: found.start(name)]) or found[name].strip()


def _in_a_series(what: str, vocabulary: Vocabulary, today: date) -> tuple[str, Period] | None:
    """The one indicator and the one period that are named; None where either is in doubt."""
    said, subject = _read(what, vocabulary, today)
    refs = subject.refs
    if len(said.periods) != 1 or len(refs) != 1:
        return None
    return refs[0], said.periods[0]


def _read(what: str, vocabulary: Vocabulary, today: date) -> tuple[When, Subject]:
    refs = find_refs(normalised(what), vocabulary)
    said = when.find(refs.words, today)
    return said, find_subject(said.rest, vocabulary, refs)


def _alias(line: str, found: re.Match[str], vocabulary: Vocabulary) -> Command | None:
    words, what = found["words"].strip(" \"'“”"), found["what"].strip(" \"'“”.")
    named = _named(what, vocabulary)
    if not words or len(named) != 1:
        how = Reading("How: alias “the big ones” to PLN-01", "help")
        return Choices(line, (how,), ask="Which indicator or service do you mean?")
    taken = [one for one in vocabulary.exactly(words) if one.key != named[0].key]
    if taken or vocabulary.ref(words):
        meant = str(taken[0]) if taken else words
        return Choices(line, (), ask=f"“{words}” already means {meant}. Which other words?")
    return MakeAlias(words, named[0].sort.value, named[0].key)


def _named(what: str, vocabulary: Vocabulary) -> tuple[Name, ...]:
    return find_subject(normalised(what), vocabulary).of(
        Sort.INDICATOR, Sort.SERVICE, Sort.PRIORITY
    )


_HOW_TO_REOPEN = (Reading("How: reopen HOU-01 2026-09 until 30 October 2026 because …", "help"),)
_HOW_TO_BREAK = Reading("How: break HOU-01 2026-04 because the definition changed", "help")
_HOW_TO_NOTE = Reading("How: note on HOU-01 2026-04: a new partnership began", "help")
_HOW_TO_TAKE_BACK = Reading("How: take back break of HOU-01 2026-04 because …", "help")
_POLITE = r"(?:(?:please|can you|could you|can i|could i|i(?:'d| would) like to|hi|hello)[ ,]+)*"
_FIRST = (
    r"(?:[^.?!:\n]{0,50}?\b(?=(?:add|make|put|record|leave|write) (?:an?|the) (?:note|break)\b))?"
)
_POST = re.compile(
    r"(?:please )?(?:post|send|put|show)(?: the)? (?:(?P<purpose>board)(?: alerts| exceptions)?"
    r"|escalations?) (?:here|in (?:this|the) (?:channel|group|chat))(?: please)?"
)
_REOPEN_WORD = re.compile(rf"{_POLITE}re-?open\b", re.IGNORECASE)
_REOPEN = re.compile(
    rf"{_POLITE}re-?open(?: up)?(?: the figures?)?(?: (?:for|of))? (?P<what>.{{1,120}}?) "
    r"(?:until|till|to) (?P<until>.{1,40}?),? (?:because|since|as|reason:?|-) (?P<reason>.+)",
    re.IGNORECASE,
)
_CLOSE = re.compile(
    rf"{_POLITE}close(?: the)?(?: missing)?(?: figures?)?(?: (?:for|of))? (?P<what>.{{1,120}}?)"
    r"(?: without a figure)?(?:(?: ?: ?| - |,? (?:because|since|as|reason:?) )(?P<reason>.+))?",
    re.IGNORECASE,
)
_MARK_WORD = re.compile(
    rf"{_FIRST}{_POLITE}(?:(?:add|make|put|record|leave|write|mark|insert)(?: an?| the)?"
    rf" )?(?:new )?"
    r"(?P<kind>break|note|annotation)\b(?! down)(?!s\b)",
    re.IGNORECASE,
)
_PLACE_AND_WORDS = (
    r"(?: (?:on|in|for|of|to|at|against|from))? (?P<what>.{1,120}?)"
    r"(?: ?: ?| - |,? (?:because|since|as|reason:?|saying(?: that)?|that says|to say(?: that)?) )"
    r"(?P<words>.+)"
)
_MARKED = re.compile(
    rf"{_FIRST}{_POLITE}(?:(?:add|make|put|record|leave|write|mark|insert)(?: an?| the)?"
    rf" )?(?:new )?"
    rf"(?:break|note|annotation)(?: in the series| in series)?{_PLACE_AND_WORDS}",
    re.IGNORECASE,
)
_TAKE_BACK_WORD = re.compile(
    rf"{_POLITE}(?:take back|(?:delete|remove|withdraw|undo|retract|scrap|cancel)(?: the| a| my"
    r"| that| last| latest)* (?:note|break|annotation))\b",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(
    rf"{_POLITE}(?:take back|delete|remove|withdraw|undo|retract|scrap|cancel)(?: the| a| my| that"
    rf"| last| latest)* (?P<kind>break|note|annotation){_PLACE_AND_WORDS}",
    re.IGNORECASE,
)
_ALIAS = re.compile(
    r"(?:please )?(?:(?:add|make|create|set)(?: an?)? )?(?:new )?alias:? (?P<words>.{1,80}?) "
    r"(?:to|for|=|means|as|is|->|→) (?P<what>.{2,80})",
    re.IGNORECASE,
)
_ALIAS_MEANS = re.compile(
    r"(?:when (?:i|we|people) say|by) (?P<words>.{1,80}?),? (?:i|we|they) mean (?P<what>.{2,80})",
    re.IGNORECASE,
)
