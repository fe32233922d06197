"""Commands of the yearly agreement whose words are kept as they were typed."""

import re

from cycle.plan.year_questions import AgreeKpiSet, Suggest, is_year
from cycle.questions.chatter import normalised
from cycle.questions.names import Vocabulary
from cycle.questions.subject import find_subject
from cycle.questions.talk import Choices, Reading
from cycle.review.reading import UnreadableValue, read_day


def find(line: str, vocabulary: Vocabulary) -> AgreeKpiSet | Suggest | Choices | None:
    """The command that the line is, a way to say it where parts are missing, or None."""
    if _SUGGEST_WORD.match(line):
        return _suggestion(line, vocabulary)
    if not _AGREE_WORD.match(line):
        return None
    how = Choices(line, (_HOW_TO_AGREE,))
    if (match := _AGREE.fullmatch(line)) is None or not is_year(match["year"]):
        return how
    try:
        agreed_on = read_day(match["day"])
    except UnreadableValue:
        return how
    return AgreeKpiSet(match["year"], match["body"].strip(), agreed_on, match["reference"].strip())


def _suggestion(line: str, vocabulary: Vocabulary) -> Suggest | Choices:
    if (match := _SUGGEST.fullmatch(line)) is None:
        return Choices(line, (_HOW_TO_SUGGEST,))
    named = find_subject(normalised(match["what"]), vocabulary).refs
    ref = named[0] if len(named) == 1 else match["what"].strip()
    return Suggest(ref, match["words"].strip())


_HOW_TO_SUGGEST = Reading("How: suggest on HOU-01: count households, not people", "help")
_SUGGEST_WORD = re.compile(r"(?:please )?(?:i )?suggest(?:ion)?\b(?!s\b)", re.IGNORECASE)
_SUGGEST = re.compile(
    r"(?:please )?(?:i )?suggest(?:ion)? (?:on|for|about) (?P<what>.{1,80}?)(?: ?: ?| - )"
    r"(?P<words>.+)",
    re.IGNORECASE,
)
_HOW_TO_AGREE = Reading(
    "How: agree KPI set 2027/28 by Cabinet on 16 March 2027 reference CAB/27/14", "help"
)
_AGREE_WORD = re.compile(r"(?:please )?agree (?:the )?kpi set\b", re.IGNORECASE)
_AGREE = re.compile(
    r"(?:please )?agree (?:the )?kpi set (?:for |of )?(?P<year>20\d\d/\d\d),? by "
    r"(?P<body>.{1,80}?),? on (?P<day>.{1,40}?),? "
    r"(?:with )?(?:the )?(?:reference|ref\.?) (?P<reference>.{1,60})",
    re.IGNORECASE,
)
