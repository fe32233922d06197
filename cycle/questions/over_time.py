"""Questions along time and across indicators, put together: comparison, ranking, change."""

import re
from dataclasses import replace

from cycle.periods import Frequency, Period
from cycle.questions.analysis import Changed, Compare, Rank
from cycle.questions.filter import Filter
from cycle.questions.parts import WHICH, Parts, past
from cycle.questions.question import Question
from cycle.questions.talk import Choices
from cycle.questions.when import When


def since_until(said: When) -> tuple[Period | None, Period | None]:
    if len(said.periods) > 1:
        return said.periods[0], said.periods[1]
    if said.since and said.periods:
        return said.periods[0], None
    return None, None


def compare(parts: Parts, wanted: Filter) -> Question:
    said, last = parts.said, Period.last_ended
    several = len(wanted.refs) + len(wanted.services) + len(wanted.priorities) > 1
    if wanted.is_everything and not said.periods:
        return Choices(parts.heard, (), WHICH)
    if len(wanted.refs) == 1 and not said.periods and _WITH_UNKNOWN.search(parts.subject.words):
        return Choices(parts.heard, (), "Which two indicators or periods do you mean?")
    if len(said.periods) > 1:
        return Compare(wanted, tuple(sorted(said.periods)))
    if several and past(said, parts.today) is None:
        return Compare(wanted, ())
    if not said.periods or several:
        return Compare(wanted, said.periods)
    named = said.periods[0]
    newest = last(named.frequency, parts.today)
    is_newest = not named < newest
    if named.frequency is Frequency.ANNUAL and is_newest:
        return Compare(wanted, ())
    return Compare(wanted, (named.previous, named) if is_newest else (named, newest))


def rank(parts: Parts, wanted: Filter) -> Question:
    words = parts.subject.words
    if _PRIORITIES.search(words) and not wanted.priorities:
        return Choices(parts.heard, (), "I can rank services and indicators, not priorities.")
    best = bool(_BEST.search(words)) and not _FALLS.search(words)
    found = re.search(r"\b(\d{1,2})\b", words)
    count = int(found[1]) if found else _COUNTS.get(next(iter(_COUNT_WORD.findall(words)), ""), 5)
    of_services = bool(_SERVICES.search(words)) and not (wanted.services or wanted.mine)
    moves = bool(_MOVES.search(words))
    if moves and parts.said.since:
        return changed(parts, wanted)
    if not wanted.services and of_services:
        wanted = replace(wanted, bands=())
    return Rank(
        wanted,
        past(parts.said, parts.today),
        max(1, min(count, 20)),
        not best,
        of_services,
        moves,
    )


def changed(parts: Parts, wanted: Filter) -> Question:
    words, said = parts.subject.words, parts.said
    better, worse = bool(_BETTER.search(words)), bool(_WORSE.search(words))
    if re.search(
        r"green to (?:red|amber)|amber to red|(?:turned|gone|went|go|new|newly|to) red", words
    ):
        better, worse = False, True
    elif re.search(
        r"(?:red|amber) to green|red to amber|(?:turned|gone|went|go|new|newly) green", words
    ):
        better, worse = True, False
    direction = None if better == worse else worse
    wanted = replace(wanted, bands=())
    if said.since and said.one:
        newest = Period.last_ended(said.one.frequency, parts.today)
        is_shifted = said.relative and said.one.frequency is not Frequency.ANNUAL
        since = said.one.previous if is_shifted and not said.one < newest else said.one
        return Changed(wanted, since, direction)
    if said.one and said.one.end >= parts.today:
        return Changed(wanted, None, direction)
    return Changed(wanted, None, direction, said.one)


_WITH_UNKNOWN = re.compile(
    r"# (?:vs|versus|v|against|with|to|compared (?:to|with)) "
    r"(?!the |last|previous|prior|same|before|target|a year|this|then|it|its |our |their |"
    r"where |what |how |and |now)[a-z]{3,}"
)
_BEST = re.compile(
    r"\b(?:best|improve\w*|rises?|risers?|gains?|highest|strongest|"
    r"top|winners?|most improved|fewest|increase\w*|better)\b"
)
_FALLS = re.compile(
    r"\b(?:falls?|fallers?|drops?|declin\w+|deteriorat\w+|worst|"
    r"bottom|worse|decrease\w*|losers?|reds?|gaps?|misses|below|"
    r"off|behind|furthest|distance|missed|concern\w*|risk\w*|problem\w*|"
    r"underperform\w*)\b"
)
_MOVES = re.compile(
    r"\b(?:falls?|fallers?|drops?|rises?|risers?|improve\w*|declin\w+|"
    r"deteriorat\w+|movers?|gains?|losers?|winners?|increase\w*|"
    r"decrease\w*|chang\w+)\b"
)
_PRIORITIES = re.compile(r"\b(?:which|what|worst|best|rank|top|bottom) priorit(?:y|ies)\b")
_SERVICES = re.compile(r"\b(?:services?|teams?|departments?|areas?|directorates?)\b")
_NUMBERS = "one two three four five six seven eight nine ten"
_COUNTS = {word: n for n, word in enumerate(_NUMBERS.split(), 1)}
_COUNT_WORD = re.compile(rf"\b(?:{'|'.join(_COUNTS)})\b")
_BETTER = re.compile(r"\b(?:better|improv\w*|recover\w*|up|rising|green|turnaround|positive)\b")
_WORSE = re.compile(
    r"\b(?:worse|worsen\w*|deteriorat\w*|declin\w*|fell|fall\w*|"
    r"slipp\w*|drop\w*|down\w*|red|backwards|wrong|regress\w*|slid\w*|"
    r"negative)\b"
)
