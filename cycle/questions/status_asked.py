"""A question of how something stands: of one, of many, along time, or asked back."""

import re

from cycle.questions.analysis import Changed, Compare, Trend
from cycle.questions.choose import SHORT
from cycle.questions.filter import Filter
from cycle.questions.parts import WHICH, Parts
from cycle.questions.question import OutOfScope, Question, Status, StatusOfOne
from cycle.questions.talk import Choices
from cycle.questions.unsettled import doubtful


def status(parts: Parts, wanted: Filter, ref: str) -> Question:
    said = parts.said
    if len(said.periods) > 1 and said.one is None:
        if said.is_stretch and ref and not said.together:
            return Trend(ref, said.periods[0], said.periods[1])
        return Compare(wanted, tuple(sorted(said.periods)), said.together)
    if said.since and said.periods:
        return Trend(ref, said.periods[0]) if ref else Changed(wanted, said.periods[0])
    is_short = len(parts.words.split()) <= SHORT and not _ASKS_PLAINLY.match(parts.words)
    is_unknown = bool(parts.subject.unknown) and is_short
    if (is_unknown or (not wanted.bands and _DOUBT.search(parts.subject.words))) and (
        ref or wanted.names_a_group
    ):
        return doubtful(parts, wanted, ref)
    if ref:
        if said.is_stretch and not (said.periods and said.one and len(said.periods) > 1):
            return Trend(ref)
        return StatusOfOne(ref, said.one)
    if wanted.is_everything and _POINTS.search(parts.subject.words):
        return Choices(parts.heard, (), WHICH)
    left = _NEUTRAL.sub("", _SAYS_STATUS.sub("", parts.subject.words)).split()
    says = _SAYS_STATUS.search(parts.subject.words)
    if wanted.is_everything and (left or not (said.periods or says)):
        return _unclear(parts)
    return Status(wanted, said.one)


def _unclear(parts: Parts) -> Question:
    subject = parts.subject
    if subject.unknown:
        return OutOfScope()
    if re.search(r"\b(?:undo|same|back|again|more|this|that|it|one)\b", parts.words):
        return Choices(parts.heard, (), WHICH)
    return OutOfScope()


_SAYS_STATUS = re.compile(
    r"\b(?:status|rag|performance|position|figures?|numbers?|picture|summary|summar\w+|"
    r"headlines?|overview|latest|update|score"
    r"|dashboard|snapshot|results?|everything|all|indicators?|measures?|metrics?|"
    r"kpis?|pis?|doing|how are (?:we|things)"
    r"|where (?:are|do) we|council|corporate|big picture|state|rating|ratings|services?|"
    r"priorit\w+|standing|scorecard)\b"
)
_POINTS = re.compile(r"\b(?:it|they|them|that one|this one|those|these)\b")
# Words that ask for more than a status, though no cue says for what.
_DOUBT = re.compile(
    r"\b(?:who|whom|whose|when|will|should|chang\w+|submitt\w+|given(?! (?:so far|to date|@))"
    r"|done(?! (?:so far|to date|@))|worked|fix\w*"
    r"|sorted|blame|go through|gone through|went through|received|arrived|outliers?"
    r"|plann?ed|next|than|ago|longest|better|worse|more|less|fewer|cost|spent|budgeted"
    r"|contact|email|phone number|address|apply|complain|report a|pay)\b"
)
_NEUTRAL = re.compile(
    r"[#$@~.,?!-]|\b(?:a|an|the|of|for|in|on|at|to|by|with|and|or|is|are|was|were|be|been|do|does"
    r"|did|have|has|had|how|what|which|where|there|this|that|our|my|your|we|us|i|me|you|it|s|so|far"
    r"|show|see|give|list|get|look|looking|please|now|today|current|currently|moment|quick|just"
    r"|whole|full|entire|complete|general|overall|across|whats|going|getting|things|stuff|every"
    r"|each|any|some|many|much|over|view|big|board|report|rundown|run|through|can|could|would|want"
    r"|need|let|know|about|up|down|out|measure|we|everyone|here|there|with|still|yet|again|then"
    r"|too|also|stand|stands|standing|at|as|if|quickly|briefly|short|brief|main|key|high|level"
    r"|headline|per|team|teams|different|latest|newest|recent|most|new|good|bad|well|ok|okay)\b"
)
_ASKS_PLAINLY = re.compile(r"(?:how|what|show|status|where|is|are|number|rate)\b")
