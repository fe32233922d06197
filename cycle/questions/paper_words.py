"""Papers asked for as people say it: which, of what period, for whom; and what members asked.

Tried before the other questions, so it takes only what is surely meant.
"""

import re
from datetime import date

from cycle.monitor.paper.kinds import AHEAD, BODIES, FREQUENCIES
from cycle.monitor.paper.paper_questions import (
    MembersAsk,
    MembersQuestions,
    PaperList,
    PaperQuestion,
    PaperWanted,
    PublishPaper,
    WithdrawPaper,
)
from cycle.monitor.paper.views import Body, PaperKind
from cycle.periods import Period, parse_day
from cycle.questions import when
from cycle.questions.names import Sort, Vocabulary

MOST_READ = 2_000  # characters of a question: that of members may be long


def find(clean: str, vocabulary: Vocabulary, today: date) -> PaperQuestion | None:
    """What the message surely asks of papers; None for anything else. Never raises."""
    typed = " ".join(clean[:MOST_READ].split())
    words = typed.lower().strip(" ?!.,;:")
    if vocabulary.exactly(words):  # a title may begin as a command does
        return None
    if words in _LIST:
        return PaperList()
    if found := _ASK.match(typed):
        return _asked(found, vocabulary, today)
    if found := _QUESTIONS.fullmatch(words):
        return MembersQuestions(_BODY[found["body"]] if found["body"] else None)
    if found := _WITHDRAW.fullmatch(words):
        paper = _paper(found["paper"], today)
        start = typed.lower().index(found["reason"]) if found["reason"] else len(typed)
        reason = typed[start : start + len(found["reason"] or "")]
        return (
            WithdrawPaper(kind=paper.kind, period=paper.period, body=paper.body, reason=reason)
            if paper
            else None
        )
    if found := _PUBLISH.fullmatch(words):
        paper = _paper(found["paper"], today)
        return (
            PublishPaper(kind=paper.kind, period=paper.period, body=paper.body) if paper else None
        )
    found = _SHOW.fullmatch(words)
    return _paper(found["paper"], today) if found else None


def _paper(words: str, today: date) -> PaperWanted | None:
    """`quarterly report Q2`, `board pack for September`, `paper for scrutiny 3 December`."""
    plain = words.removeprefix("the ").strip()
    meeting, plain = _meeting(plain, today)
    said = when.find(plain, today)
    name = _CONNECTIVE.sub("", " ".join(said.rest.replace(when.MARK, " ").split()))
    for pattern, kind, body in _PAPERS:
        if pattern.fullmatch(name):
            period = _period(kind, said.periods, today)
            return (
                PaperWanted(kind=kind, period=period, body=body or BODIES[kind][0], meeting=meeting)
                if period
                else None
            )
    return None


def _period(kind: PaperKind, said: tuple[Period, ...], today: date) -> Period | None:
    """The period named, or the newest that has ended; None where another sort is named."""
    wanted = FREQUENCIES[kind]
    if not said:
        last = Period.last_ended(wanted, today)
        return last.later(AHEAD[kind]) if kind is PaperKind.KPI_SET else last
    fitting = [period for period in said if period.frequency is wanted]
    return fitting[0] if fitting else None


def _meeting(words: str, today: date) -> tuple[date | None, str]:
    """A day named in the text, the next such day where no year is; and the text without it."""
    found = _DAY.search(words)
    if not found:
        return None, words
    rest = " ".join(f"{words[: found.start()]} {words[found.end() :]}".split())
    if found["year"]:
        return parse_day(f"{found['day']} {found['month']} {found['year']}"), rest
    for year in (today.year, today.year + 1):
        day = parse_day(f"{found['day']} {found['month']} {year}")
        if day is not None and day >= today:
            return day, rest
    return None, words


def _asked(found: re.Match[str], vocabulary: Vocabulary, today: date) -> MembersAsk:
    body = _BODY[found["body"].lower()]
    words = found["words"].strip()
    meeting, _ = _meeting(words.lower()[-40:], today)
    if meeting:
        last = list(_DAY_AT_END.finditer(words))
        if last:
            words = words[: last[-1].start()].rstrip(" ,;")
        else:
            meeting = None
    named = found["about"]
    ref = None
    if named:
        there = vocabulary.exactly(named.strip().lower())
        ref = next((one.key for one in there if one.sort is Sort.INDICATOR), named.strip().upper())
    return MembersAsk(body=body, ref=ref, words=words, meeting=meeting)


_CONNECTIVE = re.compile(r"(?: (?:for|of|in))+$")
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
_DAY = re.compile(
    r"\b(?:on |for |at )?(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)? (?:of )?"
    rf"(?P<month>{_MONTHS})\b"
    r"(?: (?P<year>\d{4}))?",
    re.IGNORECASE,
)
_DAY_AT_END = re.compile(
    rf"[,;]?\s*(?:for|by|on)\s+(?:the )?\d{{1,2}}(?:st|nd|rd|th)? (?:of )?"
    rf"(?:{_MONTHS})\b(?: \d{{4}})?\s*[.?!]?$",
    re.IGNORECASE,
)
_LIST = frozenset({"papers", "list papers", "which papers are there", "what papers are there"})
_BODY = {
    "cabinet": Body.CABINET,
    "scrutiny": Body.SCRUTINY,
    "overview and scrutiny": Body.SCRUTINY,
    "o&s": Body.SCRUTINY,
    "members": Body.SCRUTINY,
    "the board": Body.BOARD,
    "board": Body.BOARD,
    "cmt": Body.CMT,
    "the public": Body.PUBLIC,
    "public": Body.PUBLIC,
}
_WHO = "|".join(re.escape(name) for name in sorted(_BODY, key=len, reverse=True))
_ASK = re.compile(
    rf"question (?:from|of|by) (?P<body>{_WHO})"
    r"(?: (?:on|about) (?P<about>[A-Za-z0-9._/-]{1,20}))?"
    r"\s*:\s*(?P<words>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_QUESTIONS = re.compile(
    rf"(?:members'? questions|questions (?:of|from|by) (?:members|(?P<body>{_WHO})))"
)
_SHOW = re.compile(
    r"(?:(?:what(?: is|'s) (?:still )?missing (?:for|in|from) |show(?: me)? |prepare |start |draft "
    r"|make )?)(?P<paper>.+)"
)
_PUBLISH = re.compile(r"publish (?P<paper>.+)")
_WITHDRAW = re.compile(r"withdraw (?P<paper>.+?)(?: because (?P<reason>.+))?")
_PAPERS: tuple[tuple[re.Pattern[str], PaperKind, Body | None], ...] = tuple(
    (re.compile(pattern), kind, body)
    for pattern, kind, body in (
        (
            r"quarterly(?: performance)?(?: report| paper)? for (?:overview and )?scrutiny",
            PaperKind.QUARTERLY,
            Body.SCRUTINY,
        ),
        (
            r"(?:paper|report) for (?:overview and )?scrutiny|scrutiny (?:paper|report)",
            PaperKind.QUARTERLY,
            Body.SCRUTINY,
        ),
        (
            r"quarterly(?: performance)? (?:report|paper)(?: for cabinet)?"
            r"|(?:paper|report) for cabinet|cabinet (?:paper|report)",
            PaperKind.QUARTERLY,
            Body.CABINET,
        ),
        (
            r"(?:performance )?board (?:pack|paper|papers)|(?:paper|pack) for (?:the )?board",
            PaperKind.BOARD,
            None,
        ),
        (
            r"cmt (?:page|paper|report)|(?:page|paper|report) for (?:the )?"
            r"(?:cmt|corporate management team)",
            PaperKind.CMT,
            None,
        ),
        (
            r"kpi set paper|paper (?:on|for) the kpi set",
            PaperKind.KPI_SET,
            None,
        ),
        (
            r"returns (?:paper|report)|(?:paper|report) on (?:statutory )?returns",
            PaperKind.RETURNS,
            None,
        ),
        (
            r"service plan (?:paper|results)|results of the service plans",
            PaperKind.SERVICE_PLAN,
            None,
        ),
        (
            r"achievements?(?: (?:document|paper|report))?|year (?:paper|report)"
            r"|annual (?:report|paper)",
            PaperKind.YEAR,
            None,
        ),
    )
)
