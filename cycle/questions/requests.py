"""What a person asks to be done for them: away, quiet, alerts, a call-in, not mine."""

import re
from datetime import date, timedelta

from cycle.periods import parse_day
from cycle.plan.year_questions import OthersAsked
from cycle.questions.filter import ME, Filter
from cycle.questions.names import Sort, Vocabulary
from cycle.questions.personal import Away, Pause, Subscribe
from cycle.questions.question import CallInForm, HandOver, NotUnderstoodList
from cycle.questions.subject import Subject, find_subject
from cycle.questions.talk import Choices

Request = (
    Away | Pause | Subscribe | CallInForm | HandOver | NotUnderstoodList | OthersAsked | Choices
)
WHICH = "Which indicator do you mean?"


def find(full: str, vocabulary: Vocabulary, today: date) -> Request | None:
    """The request in the whole normalised text, or None. `HandOver("")` names no indicator yet."""
    if _NOT_UNDERSTOOD.search(full):
        return NotUnderstoodList()
    if _SUBSCRIBE.search(full):
        return _subscription(full, vocabulary)
    if _AWAY.search(full) and not _NOT_AWAY.search(full):
        return _away(full, vocabulary, today)
    if _PAUSE.search(full):
        return _pause(full, today)
    if _CALL_IN.search(full):
        subject = find_subject(_CALL_IN.sub(" ", full), vocabulary)
        return CallInForm(subject.refs[0]) if len(subject.refs) == 1 else None
    if _OTHER_COUNCILS.search(full):
        subject = find_subject(_OTHER_COUNCILS.sub(" ", full), vocabulary)
        return OthersAsked(subject.refs[0]) if len(subject.refs) == 1 else None
    if _NOT_MINE.search(full) or _TO_SOMEBODY.search(full):
        subject = find_subject(full, vocabulary)
        if len(subject.refs) == 1:
            return HandOver(subject.refs[0])
        return HandOver("") if not subject.names and _NOT_MINE.search(full) else None
    return None


def _subscription(full: str, vocabulary: Vocabulary) -> Subscribe:
    subject = find_subject(full, vocabulary)
    weekday = found["day"] if (found := _WEEKDAY.search(full)) else ""
    every_week = bool(re.search(r"\b(?:every|each) week\b|\bweekly\b", full))
    return Subscribe(
        _filter(subject),
        weekday=weekday or ("monday" if every_week else ""),
        ends=bool(_ENDS.search(full)),
        lists=bool(_LISTS.search(full)),
    )


def _filter(subject: Subject) -> Filter:
    def keys(sort: Sort) -> tuple[str, ...]:
        return tuple(name.key for name in subject.of(sort))

    return Filter(
        services=keys(Sort.SERVICE),
        priorities=keys(Sort.PRIORITY),
        portfolios=keys(Sort.PORTFOLIO),
        kind=subject.kind,
        bands=subject.bands,
        refs=subject.refs,
        mine=subject.mine == "services",
        owner=ME if subject.mine == "indicators" else "",
    )


def _away(full: str, vocabulary: Vocabulary, today: date) -> Away:
    if _BACK.search(full):
        return Away(is_back=True)
    people = find_subject(full, vocabulary).of(Sort.PERSON)
    cover = people[0].key if len(people) == 1 else ""
    days = _days(full, today)
    if len(days) >= 2:
        return Away(days[0], days[1], cover)
    return Away(None, days[0] if days else None, cover)


def _pause(full: str, today: date) -> Pause:
    if found := _HOUR.search(full):
        hour = int(found["hour"])
        if (found["half"] == "pm" and hour < 12) or (not found["half"] and hour < 7):
            hour += 12
        return Pause(hour=hour) if hour < 24 else Pause()
    days = _days(full, today)
    until = max((*days, today + timedelta(days=1)))
    return Pause(until=until)


def _days(full: str, today: date) -> list[date]:
    """The days named, in order: dates, weekdays, tomorrow, next week."""
    found: list[tuple[int, date]] = []
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", full)
    text = re.sub(r"\b(\d{1,2}) of (?=[a-z])", r"\1 ", text)
    for match in _DATE.finditer(text):
        words = match[0].replace(" the ", " ")
        day = parse_day(words) or parse_day(f"{words} {today.year}") or _american(words, today)
        if day and day < today and str(day.year) not in words:
            day = parse_day(f"{words} {today.year + 1}") or day
        if day:
            found.append((match.start(), day))
    bare = _DATE.sub(lambda match: " " * len(match[0]), text)
    for match in _WEEKDAY_WORD.finditer(bare):
        number = _WEEKDAYS.index(match["day"])
        ahead = (number - today.weekday()) % 7 or 7
        if not any(day.weekday() == number for _, day in found):
            found.append((match.start(), today + timedelta(days=ahead)))
    for words, days in (("tomorrow", 1), ("today", 0), ("fortnight", 14), ("two weeks", 14),
                        ("2 weeks", 14), ("a month", 30)):  # fmt: skip
        if (at := bare.find(words)) >= 0:
            found.append((at, today + timedelta(days=days)))
    monday = today + timedelta(days=7 - today.weekday())
    if (at := bare.find("next week")) >= 0:
        found += [(at, monday), (at, monday + timedelta(days=4))]
    if (at := bare.find("this week")) >= 0 or (at := bare.find("end of the week")) >= 0:
        found.append((at, monday - timedelta(days=3)))
    return [day for _, day in sorted(found)]


def _american(words: str, today: date) -> date | None:
    parts = words.replace(",", "").split()
    swapped = " ".join((parts[1], parts[0], *parts[2:])) if len(parts) > 1 else words
    return parse_day(swapped) or parse_day(f"{swapped} {today.year}")


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ONE_DAY = "|".join(_WEEKDAYS)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
_DATE = re.compile(
    rf"\d{{4}}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}/\d{{4}}|\b\d{{1,2}} {_MONTH}\b(?: \d{{4}})?"
    rf"|\b{_MONTH} \d{{1,2}}\b(?:,? \d{{4}})?"
)
_WEEKDAY_WORD = re.compile(rf"\b(?P<day>{_ONE_DAY})\b")
_WEEKDAY = re.compile(
    rf"\b(?:every|each|on|weekly on) (?P<day>{_ONE_DAY})s?\b|\b(?P<x>{_ONE_DAY})s\b"
)
_HOUR = re.compile(r"\bat (?P<hour>\d{1,2})(?::00|\.00)? ?(?P<half>am|pm|o'?clock)?\b")
_NOT_UNDERSTOOD = re.compile(
    r"\b(?:what|which|list|show)?\b.{0,20}\bnot (?:been )?understood\b|misunderstood questions?"
    r"|questions? (?:that )?(?:you|steward) (?:did not|could not|failed to) understand"
)
_SUBSCRIBE = re.compile(
    r"\b(?:tell|let|remind|alert|notify|ping|message|warn|email|nudge|inform|text|update)"
    r" (?:me|us)(?: know)?(?: \w+){0,3}? (?:when(?:ever)?|if|as soon as|once|every|each|any time)\b"
    r"|\b(?:whenever|(?:every|each|any) ?time) .{0,40}\b(?:goes|turns|gets|is|becomes|drops"
    r"|falls|hits)\b"
    r"|\b(?:unsubscribe|subscribe|subscriptions?|sign me up|opt (?:in|out))\b"
    r"|\b(?:every|each) (?:week|morning|day|month|quarter|" + _ONE_DAY + r")\b"
    r"|\b(?:weekly|daily|regular) (?:update|summary|digest|report|email|nudge|message|roundup)"
    r"|\b(?:my|list|what|which) (?:\w+ )?alerts\b|alerts? (?:me )?(?:on|for|when|if)\b"
    r"|\b(?:stop|cancel|end|remove|drop) (?:\w+ ){0,3}(?:alerts?|subscriptions?|"
    r"weekly|updates?|digest"
    r"|summar(?:y|ies))\b|\b(?:stop|do not|quit) (?:telling|alerting|notifying|"
    r"updating|tell|alert) me\b"
    r"|\bkeep (?:me|us) (?:posted|updated|informed)|\bwant (?:to know|telling|alerts?|an alert)"
    r"(?: \w+){0,2} (?:when|if|on|for)\b|\bi want to (?:hear|be told|know|be alerted)(?: "
    r"\w+)? (?:when|if)\b"
    r"|\b(?:an? )?(?:alert|heads up|shout|nudge) (?:when|if|once|every)\b"
)
_ENDS = re.compile(
    r"\b(?:stop|cancel|end|unsubscribe|remove|drop|no more|opt out|do not tell|quit)\b"
)
_LISTS = re.compile(
    r"\b(?:my|list|what|which|show)(?: \w+)? (?:alerts|subscriptions)\b(?! (?:for|on|when))"
    r"|what (?:am i|have i) subscribed|what will you tell me"
)
_AWAY = re.compile(
    r"\b(?:i am|i will be|i shall be|am i|i go|i am going|going to be)(?: \w+)? "
    r"(?:away|off(?! (?:target|track|profile))|on (?:annual |sick |"
    r"maternity |paternity |parental |study |special )?leave|(?:on|in) (?:my )?holidays?|"
    r"out of (?:the )?office|not (?:in|here|around|at work)|out|back)\b"
    r"|^(?:back(?: (?:in|at work|today|now|again|from (?:leave|holiday)).*)?|ooo|"
    r"away|off|out)\b(?!.*\bdo\b)"
    r"|\b(?:on|going on|off on) (?:annual |sick |maternity |paternity )?(?:leave|"
    r"holiday) (?:until|till|from|next|this|tomorrow|for|on|between|w/c|to)"
    r"|\bout of office\b|\b(?:covers?|covering|will cover|to cover|cover|standing "
    r"in|deputis\w+|deputes?)(?: for me|"
    r" my (?:figures|indicators|stuff|work))?\b.{0,20}(?:while|until|when i|for "
    r"me|my)|\b(?:while|when) i am (?:away|off|out)"
    r"|\b(?:replaces?|stands? in for) me\b"
    r"|\bmy (?:annual )?leave (?:is|starts|from|runs)|^(?:annual |sick )?(?:leave|"
    r"holiday)(?: \w+)* (?:until|till|from|next|to)\b"
    r"|\bi am (?:back|away|off)\b|\bback from (?:leave|holiday)|\breturned from "
    r"(?:leave|holiday)|\bi have returned\b"
)
_NOT_AWAY = re.compile(
    r"\b(?:how (?:much|many)|days? (?:off )?sick|sickness|leave (?:have|do|balance|"
    r"left|entitlement)|because|who is|is \w+ (?:away|off)|"
    r"off (?:target|track|profile))\b"
)
_BACK = re.compile(
    r"\b(?:i am|am|is|now|^) ?back\b|^back\b|\breturned\b|\bback (?:at|in|from)\b(?! on)"
)
_PAUSE = re.compile(
    r"\b(?:snooze|pause|mute|silence|hush|quiet(?: mode| hours| time)?|do not disturb|dnd)\b"
    r"|\b(?:stop|quit|no more|enough|cease|hold|suspend|cut out|less|fewer) (?:\w+ "
    r"){0,3}?(?:reminding|reminders?|sending|nagging|messag(?:es|ing)|nudg(?:es|ing)|pestering|"
    r"chasing|bothering|contacting|notifications?|pinging)\b"
    r"|\b(?:remind|ask|nudge|ping|chase|message|nag) me (?:again )?(?:at|in|on|"
    r"tomorrow|later|next|after|this|around|about)\b"
    r"|\bdo not (?:remind|nag|nudge|message|chase|bother|pester|ping|contact|disturb)\b|"
    r"\bleave me alone\b"
    r"|\b(?:no|without) reminders?\b|\breminders? (?:off|on hold|later|until|at)\b|"
    r"\b(?:resume|restart|turn (?:back )?on|unmute) (?:my )?reminders?\b"
)
_CALL_IN = re.compile(
    r"\bcall(?:ed)?[ -]in\b(?: of| for| the)?(?: manager| officer| owner)?(?: for| of| on)?"
    r"|\bcall (?:the )?(?:manager|owner|officer) (?:\w+ )?(?:in|before)\b(?: for)?|"
    r"\brefer(?:red|ral)?\b(?=.*\bscrutiny\b)"
    r"|\bscrutiny\b(?=.*\b(?:call|refer|summon|send)\b)|\b(?:send|take|put|summon)\b(?=.* "
    r"(?:to|before) (?:overview and )?scrutiny)"
    r"|\bto (?:overview and )?scrutiny\b"
)
_OTHER_COUNCILS = re.compile(
    r"\b(?:other|neighbouring|similar|nearby|comparable) (?:\w+ )?(?:councils?|districts?|boroughs?"
    r"|authorit(?:y|ies))\b|\b(?:our|nearest|statistical) (?:neighbours?|peers)\b|"
    r"\beverybody else\b"
    r"|\bbenchmark(?:s|ed|ing)?\b(?! target)"
)
_NOT_MINE = re.compile(
    r"\bnot (?:doing|giving|sending|answering) .{2,20}\bagain\b|"
    r"\b(?:is |are |was )?not (?:mine|my (?:indicator|measure|kpi|pi|figure|one|"
    r"job|responsibility|number|area|problem))\b"
    r"|\bno longer (?:mine|my|own|responsible)|\bwrong (?:person|owner)\b|\bdo(?:es)? "
    r"not (?:own|belong to me)|\bshould not be mine"
    r"|\bi (?:do not|no longer|should not) (?:own|look after|do|deal with|have|"
    r"be getting|report)\b|\bneither mine\b|\bnot me\b(?=.* #?)"
)
_TO_SOMEBODY = re.compile(
    r"\b(?:(?:some|any)(?:one|body) else (?:should|ought|does|is)|"
    r"(?<!i )(?<!we )should (?:be(?! [£\d])|"
    r"go to|belong to|sit with)|belongs to|reassign|re-assign|"
    r"hand (?:over|it|this)|pass (?:\S+ )+?to|transfer|move (?:\S+ )+?to|"
    r"give (?:\S+ )+?to|change (?:the )?owner)\b"
)
