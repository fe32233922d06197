"""Commands of the yearly agreement whose words are kept as they were typed."""

import re

from cycle.plan.year_questions import AgreeKpiSet, is_year
from cycle.questions.talk import Choices, Reading
from cycle.review.reading import UnreadableValue, read_day


def find(line: str) -> AgreeKpiSet | Choices | None:
    """The command that the line is, a way to say it where parts are missing, or None."""
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
