"""What a question leaves out, taken from the one before."""

import re
from dataclasses import replace

from cycle.questions import context
from cycle.questions.intents import Intent
from cycle.questions.names import Name, Sort
from cycle.questions.parts import Parts, filter_of
from cycle.questions.personal import Subscribe
from cycle.questions.question import HandOver, Question
from cycle.questions.talk import Choices
from cycle.questions.unsettled import Make

_OF_A_PERIOD = frozenset({Intent.COMMENTARY, Intent.EXPORT, Intent.STATUS, Intent.NOT_GIVEN})


def carried_on(parts: Parts, intent: Intent, before: Question, make: Make) -> Question | None:
    """The question with what it leaves out taken from `before`; None where it stands alone."""
    subject, said, words = parts.subject, parts.said, parts.subject.words
    old = context.subject_of(before)
    if old is None:
        return None
    if context.asks_again(words) and not subject.names:
        return before
    has_name = bool(subject.names or subject.either or subject.mine)
    if intent is Intent.STATUS:
        leans = (
            context.leans_with_subject(f"{parts.full.split()[0]} {words}")
            or context.is_added(words)
            if has_name
            else context.is_fragment(words)
        )
        if leans and (
            has_name or said.periods or subject.kind or subject.bands or subject.excepted
        ):
            if not has_name and not said.periods and not _refines(parts):
                return None
            if subject.either:
                return None
            return context.gone_on(before, filter_of(parts), subject, said)
        if not has_name and not context.points_back(words):
            return None
    if has_name or not context.may_take_subject(intent, words) or subject.unknown:
        return None
    names = tuple(name for ref in old.refs if (name := parts.vocabulary.ref(ref)))
    groups = (
        *(Name(Sort.SERVICE, one) for one in old.services),
        *(Name(Sort.PRIORITY, one) for one in old.priorities),
        *(Name(Sort.PORTFOLIO, one) for one in old.portfolios),
    )
    filled = replace(
        subject,
        names=names or groups,
        near=(),
        kind=subject.kind or old.kind,
        bands=subject.bands if intent is not Intent.STATUS else subject.bands or old.bands,
    )
    period = context.period_of(before)
    if period and not said.periods and intent in _OF_A_PERIOD:
        said = replace(said, periods=(period,))
    return make(replace(parts, subject=filled, said=said), intent)


def _refines(parts: Parts) -> bool:
    """A colour or a kind alone is a new question; "just the red ones" is not."""
    return bool(_REFINES.search(parts.full))


def request(found: Question, before: Question | None) -> tuple[Question, str]:
    """A request that points back takes its subject from the question before."""
    old = context.subject_of(before) if before else None
    if (
        isinstance(found, Subscribe)
        and old
        and before
        and not (found.weekday or found.lists or found.filter.refs or found.filter.names_a_group)
    ):
        return replace(found, filter=replace(old, bands=found.filter.bands)), before.read_as()
    if isinstance(found, HandOver) and not found.ref:
        if old and len(old.refs) == 1 and before:
            return HandOver(old.refs[0]), before.read_as()
        return Choices("", (), "Which indicator is not yours?"), ""
    return found, ""


_REFINES = re.compile(
    r"\b(?:just|only|and|also|too|as well|ones|now|but|with|except|without|excluding|"
    r"what about|how about)\b"
)
