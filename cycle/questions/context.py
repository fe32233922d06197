"""What a question takes over from the one before: "and planning?", "Q2?", "show the chart"."""

import re
from collections.abc import Callable
from dataclasses import replace

from cycle.periods import Period
from cycle.questions.analysis import Changed, Compare, Rank, Trend
from cycle.questions.filter import Filter
from cycle.questions.forms import OfOne, OfSome
from cycle.questions.intents import Intent
from cycle.questions.question import Question, Status, StatusOfOne
from cycle.questions.subject import Subject
from cycle.questions.when import When

MOST_WORDS = 3  # of a question that may lean on the one before without saying so
# These ask about everybody where they name nobody, so they lean on nothing unless they say "it".
OF_EVERYTHING = frozenset(
    {Intent.HELP, Intent.DUE, Intent.NOT_GIVEN, Intent.TEMPLATE, Intent.DELIVERY, Intent.GLOSSARY}
    | {Intent.OVERDUE_ACTIONS, Intent.RANK, Intent.CHANGED, Intent.ATTENTION, Intent.WITHOUT_RISK}
)


def subject_of(question: Question) -> Filter | None:
    """What the question was about; None where it has no subject of that kind."""
    if isinstance(question, OfSome | Compare | Rank | Changed):
        return question.filter
    if isinstance(question, OfOne | Trend):
        return Filter(refs=(question.ref,)) if question.ref else None
    return None


def period_of(question: Question) -> Period | None:
    if isinstance(question, OfSome | OfOne | Rank):
        return question.period
    return None


def leans_with_subject(words: str) -> bool:
    """Whether a question that names its own subject goes on from the one before."""
    return bool(_GOES_ON.match(words)) and not _REST.sub("", words).strip()


def is_added(words: str) -> bool:
    """Whether no more than a subject is said, and that it is wanted too."""
    return bool(_AS_WELL.search(words)) and is_fragment(words)


def is_fragment(words: str) -> bool:
    """Whether nothing is said but periods, colours, kinds and words that point back."""
    return not _REST.sub("", words).strip()


def points_back(words: str) -> bool:
    return bool(_POINTS_BACK.search(words))


def asks_again(words: str) -> bool:
    """As a table, once more: the same question."""
    return bool(_AGAIN.fullmatch(words))


def may_take_subject(intent: Intent, words: str) -> bool:
    """Whether a question of this intent without a subject is about the subject before."""
    if points_back(words):
        return True
    if intent in OF_EVERYTHING:
        return False
    return len(re.findall(r"[a-z]+", words)) <= MOST_WORDS or intent in NEEDS_SUBJECT


NEEDS_SUBJECT = frozenset(
    {Intent.OWNER, Intent.DEFINITION, Intent.TARGET, Intent.COMPARE, Intent.TREND, Intent.HISTORY}
    | {Intent.COMMENTARY, Intent.FORECAST, Intent.SUBMIT, Intent.PORTFOLIO_HOLDER}
)


def gone_on(before: Question, wanted: Filter, subject: Subject, said: When) -> Question | None:
    """The question before with the parts that are said anew; None where it cannot take them."""
    old = subject_of(before)
    if old is None:
        return None
    whole = _merged(old, wanted, subject.words)
    period = said.one or period_of(before)
    match before:
        case Trend():
            since = said.periods[0] if said.periods else before.since
            return Trend(whole.refs[0], since) if len(whole.refs) == 1 else None
        case Compare():
            return Compare(whole, said.periods or before.periods)
        case Rank() | Changed():
            return _across(before, whole, said.one)
        case StatusOfOne() | Status():
            return _status(whole, period, said)
        case OfSome():
            make: Callable[[Filter, Period | None], Question] = type(before)
            return make(whole, period)
        case OfOne():
            make_one: Callable[[str, Period | None], Question] = type(before)
            return make_one(whole.refs[0], period) if len(whole.refs) == 1 else None
        case _:
            return None


def _across(before: Rank | Changed, whole: Filter, period: Period | None) -> Question:
    if isinstance(before, Rank):
        return replace(before, filter=whole, period=period or before.period)
    return replace(before, filter=whole, since=period or before.since)


def _status(whole: Filter, period: Period | None, said: When) -> Question:
    if len(said.periods) > 1:
        return Compare(whole, said.periods)
    if said.since and len(whole.refs) == 1:
        return Trend(whole.refs[0], said.periods[0])
    if len(whole.refs) == 1:
        return StatusOfOne(whole.refs[0], period)
    return Status(whole, period)


def _merged(old: Filter, new: Filter, words: str) -> Filter:
    """A new group takes the place of the old; a kind or a colour is added to it."""
    if new.refs:
        return Filter(refs=new.refs)
    if new.names_a_group:
        kept = replace(new, kind=new.kind or old.kind, bands=new.bands or old.bands)
        return replace(kept, refs=())
    bands = new.bands or old.bands
    if new.bands and old.bands and _ADDS.search(words):
        bands = tuple(dict.fromkeys((*old.bands, *new.bands)))
    excepted = new.excepted or old.excepted
    return replace(old, kind=new.kind or old.kind, bands=bands, excepted=excepted)


_GOES_ON = re.compile(
    r"(?:and|what about|how about|same|or|also|but|now|then|ok(?:ay)? and|in|for|of|what of"
    r"|with|only|just|plus|versus|vs|ditto|repeat|likewise|(?:any )+(?:in|for))\b"
)
_AS_WELL = re.compile(r"\b(?:too|as well|also)$")
_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|that one|those|these|this one|this indicator|that|same|there|he"
    r"|she|this(?! (?:month|quarter|qtr|year|yr|week|morning|afternoon|time|is)\b))\b"
)
_REST = re.compile(
    r"[#$@~]|\b(?:and|what|about|how|same|or|also|but|now|then|ok|okay|in|for|of|"
    r"with|only|just|plus"
    r"|the|ones?|too|as|well|instead|it|them|those|that|this|again|please|is|are|was|were|did|do"
    r"|does|doing|to|on|by|from|me|us|show|see|give|list|any|all|kpis?|pis?|statistics?|reds?"
    r"|ambers?|greens?|indicators?|measures|which|service|services|team|department|priority|ditto"
    r"|repeat|likewise|there|thing|question|since|versus|vs|if|you|can|could|would|so|let|look|at"
    r"|figures?|numbers?|status|performance|except|not|today|an|a|i|we|have|has|my|our|like)\b"
)
_ADDS = re.compile(r"\b(?:too|also|as well|and|plus|both|add|include|including)\b")
_AGAIN = re.compile(
    r"(?:can i (?:see|have) )?(?:it |that |this |them |the same )?(?:as|in) (?:a "
    r"|an )?(?:table|list|tabular"
    r"(?: form| format)?)(?: form| format| view)?(?: instead)?|again|same again|"
    r"repeat(?: that)?|(?:say|show)"
    r"(?: me)?(?: that| it)? again|once more|refresh|(?:show |see )?(?:me )?(?:the )?table"
)
