"""The parts of a question put together: its kind by the cues, its subject, its periods."""

import re
from collections.abc import Callable
from dataclasses import replace

from cycle.periods import Period
from cycle.questions import cues, small_talk, typed_figures
from cycle.questions.analysis import Compare, Trend
from cycle.questions.carry import carried_on
from cycle.questions.filter import ME, UNTARGETED, Filter
from cycle.questions.intents import OF_ALL, Intent
from cycle.questions.names import Name, Sort, Vocabulary
from cycle.questions.orders import GiveFigure
from cycle.questions.over_time import changed, compare, rank, since_until
from cycle.questions.parts import WHICH, Parts, filter_of, past
from cycle.questions.question import (
    Attention,
    Changed,
    CommentaryOn,
    DataQuality,
    Decisions,
    DefinitionOf,
    Delivery,
    Due,
    Export,
    Forecast,
    Glossary,
    Help,
    History,
    Interventions,
    NotGiven,
    OpenExceptions,
    OutOfScope,
    OverdueActions,
    OwnedBy,
    OwnersOf,
    PortfolioHolder,
    Question,
    Risks,
    Status,
    StatusOfOne,
    Submit,
    Successes,
    TargetOf,
    Template,
    WithoutRisk,
)
from cycle.questions.subject import Subject
from cycle.questions.talk import Choices
from cycle.questions.unsettled import choices, members, not_known, not_there, which_period

STRONG = 6  # the weight from which a cue decides by itself; below it, it only says "status"


def question(parts: Parts, before: Question | None) -> tuple[Question, str]:
    """The question, and in words what it took over from the one before."""
    subject, said = parts.subject, parts.said
    if small_talk.is_out_of_scope(parts.full) and not subject.refs:
        return OutOfScope(), ""
    if found := not_there(parts):
        return found, ""
    weighed = cues.weigh(subject.words)
    if (figure := _figure(parts, weighed)) is not None:
        return figure, ""
    intent = _intent(parts, weighed)
    if (
        before is not None
        and (carried := carried_on(parts, intent, before, _of_subject)) is not None
    ):
        return carried, before.read_as()
    if len(said.either) > 1:
        return which_period(parts, intent, _of_subject), ""
    return _of_subject(parts, intent), ""


def _figure(parts: Parts, weighed: list[tuple[int, Intent]]) -> Question | None:
    if len(parts.subject.refs) != 1 or parts.subject.of(Sort.SERVICE):
        return None
    if weighed and weighed[0][0] >= STRONG and weighed[0][1] in _NO_FIGURE:
        return None
    figure = typed_figures.find(parts.subject.words, parts.heard)
    if figure is None:
        return None
    ref, period = parts.subject.refs[0], past(parts.said, parts.today)
    if not figure.value:
        return Submit(ref, period)
    return GiveFigure(ref, figure.value, period, figure.out_of, figure.commentary)


def _intent(parts: Parts, weighed: list[tuple[int, Intent]]) -> Intent:
    subject = parts.subject
    intent = weighed[0][1] if weighed else Intent.STATUS
    for other in (found for _, found in weighed):
        if other is Intent.DUE and (
            subject.of(Sort.SERVICE, Sort.PRIORITY, Sort.PORTFOLIO, Sort.PERSON)
        ):
            continue
        if other is Intent.GLOSSARY and (subject.names or subject.either):
            continue
        if other is Intent.OWNED_BY and not (subject.of(Sort.PERSON) or subject.mine):
            continue
        intent = other
        break
    if intent is Intent.CHANGED and _TURNED.search(subject.words) and not parts.said.since:
        return Intent.STATUS
    people = subject.of(Sort.PERSON)
    if intent is Intent.OWNER and people and len(people) == len(subject.names):
        return Intent.OWNED_BY
    if intent is Intent.TARGET and subject.bands == (UNTARGETED,):
        return Intent.STATUS
    return intent


def _of_subject(parts: Parts, intent: Intent) -> Question:
    """The question once its intent is known; choices where its subject is not."""
    subject = parts.subject
    either = _possible(subject, intent, parts.vocabulary)
    if len(either) > 1 and not (intent in OF_ALL and not subject.names):
        return choices(parts, intent, either, _made)
    if len(either) == 1:
        names = tuple(one for one in subject.names if one.sort is not Sort.SERVICE)
        return _made(
            replace(parts, subject=replace(subject, names=(*names, either[0]), either=())), intent
        )
    if not subject.names and not subject.mine and not subject.excepted:
        if elsewhere := not_known(parts, intent):
            return elsewhere
        if subject.near and intent not in OF_ALL:
            return choices(parts, intent, subject.near, _made)
    return _made(parts, intent)


def _possible(subject: Subject, intent: Intent, vocabulary: Vocabulary) -> tuple[Name, ...]:
    """Those of an ambiguous name that the intent and the services named leave."""
    either = subject.either
    services = {one.key for one in subject.of(Sort.SERVICE)}
    inside = tuple(one for one in either if vocabulary.services_of.get(one.key) in services)
    either = inside or either
    if intent in _OF_ONE:
        return tuple(one for one in either if one.sort is Sort.INDICATOR) or either
    return either


def _made(parts: Parts, intent: Intent) -> Question:
    subject, said = parts.subject, parts.said
    wanted, ref = filter_of(parts), subject.refs[0] if len(subject.refs) == 1 else ""
    period = said.one
    if intent is Intent.STATUS:
        return _status(parts, wanted, ref)
    if (plain := _PLAIN.get(intent)) is not None and not (intent is Intent.HELP and ref):
        return plain()
    if intent is Intent.DUE and (wanted.names_a_group and wanted.owner != ME):
        return NotGiven(wanted, period)
    if intent is Intent.DUE:
        return Due()
    if intent in _SETS:
        if intent in _OF_NOBODY:
            wanted = replace(wanted, owner="")
        if intent in _NEEDS_NAME and wanted == replace(
            Filter(), kind=wanted.kind, bands=wanted.bands
        ):
            return Choices(parts.heard, (), WHICH)
        return _SETS[intent](wanted, period)
    return _of_time(parts, intent, wanted, ref)


def _status(parts: Parts, wanted: Filter, ref: str) -> Question:
    said = parts.said
    if len(said.periods) > 1 and said.one is None:
        if said.is_stretch and ref and not said.together:
            return Trend(ref, said.periods[0], said.periods[1])
        return Compare(wanted, said.periods, said.together)
    if said.since and said.periods:
        return Trend(ref, said.periods[0]) if ref else Changed(wanted, said.periods[0])
    if ref:
        if said.is_stretch and not (said.periods and said.one and len(said.periods) > 1):
            return Trend(ref)
        return StatusOfOne(ref, said.one)
    if wanted.is_everything and not said.periods and not _SAYS_STATUS.search(parts.subject.words):
        return _unclear(parts)
    return Status(wanted, said.one)


def _unclear(parts: Parts) -> Question:
    subject = parts.subject
    if subject.unknown:
        return OutOfScope()
    if re.search(r"\b(?:undo|back|again|more|this|that|it|one)\b", parts.words):
        return Choices(parts.heard, (), WHICH)
    return OutOfScope()


def _of_time(parts: Parts, intent: Intent, wanted: Filter, ref: str) -> Question:
    said = parts.said
    match intent:
        case Intent.TREND if ref:
            return Trend(ref, *since_until(said))
        case Intent.HISTORY if ref:
            return History(ref)
        case Intent.SUBMIT if ref:
            return Submit(ref, past(said, parts.today))
        case Intent.COMPARE:
            return compare(parts, wanted)
        case Intent.RANK:
            return rank(parts, wanted)
        case Intent.CHANGED if ref:
            if said.periods and not said.since:
                return compare(parts, wanted)
            return Trend(ref, *since_until(said))
        case Intent.CHANGED | Intent.TREND if (
            wanted.names_a_group or wanted.kind or intent is Intent.CHANGED
        ):
            return changed(parts, wanted)
        case Intent.HISTORY | Intent.SUBMIT if wanted.names_a_group:
            return members(parts, intent, wanted, _made)
        case _:
            return Choices(parts.heard, (), WHICH)


_PLAIN: dict[Intent, Callable[[], Question]] = {
    Intent.HELP: Help,
    Intent.GLOSSARY: Glossary,
    Intent.TEMPLATE: Template,
    Intent.DELIVERY: Delivery,
    Intent.WITHOUT_RISK: WithoutRisk,
    Intent.ATTENTION: Attention,
}
_SETS: dict[Intent, Callable[[Filter, Period | None], Question]] = {
    Intent.NOT_GIVEN: NotGiven,
    Intent.DATA_QUALITY: DataQuality,
    Intent.EXCEPTIONS: OpenExceptions,
    Intent.INTERVENTIONS: Interventions,
    Intent.OVERDUE_ACTIONS: OverdueActions,
    Intent.SUCCESSES: Successes,
    Intent.DECISIONS: Decisions,
    Intent.RISKS: Risks,
    Intent.OWNER: OwnersOf,
    Intent.OWNED_BY: OwnedBy,
    Intent.PORTFOLIO_HOLDER: PortfolioHolder,
    Intent.DEFINITION: DefinitionOf,
    Intent.HELP: DefinitionOf,
    Intent.TARGET: TargetOf,
    Intent.COMMENTARY: CommentaryOn,
    Intent.FORECAST: Forecast,
    Intent.EXPORT: Export,
}
_NEEDS_NAME = frozenset(
    {Intent.OWNER, Intent.DEFINITION, Intent.TARGET, Intent.COMMENTARY, Intent.FORECAST}
)
_OF_ONE = frozenset(
    {Intent.SUBMIT, Intent.DEFINITION, Intent.TREND, Intent.HISTORY, Intent.TARGET}
    | {Intent.FORECAST, Intent.COMMENTARY, Intent.COMPARE}
)
_OF_NOBODY = frozenset(
    {Intent.COMMENTARY, Intent.OWNER, Intent.DEFINITION, Intent.TARGET, Intent.FORECAST}
)
_NO_FIGURE = frozenset(Intent) - frozenset(
    {Intent.SUBMIT, Intent.STATUS, Intent.COMMENTARY, Intent.TARGET, Intent.DUE}
    | {Intent.NOT_GIVEN, Intent.DEFINITION, Intent.CHANGED}
)
_SAYS_STATUS = re.compile(
    r"\b(?:status|rag|performance|position|figures?|numbers?|picture|summary|summar\w+|"
    r"headlines?|overview|latest|update|score"
    r"|dashboard|snapshot|results?|everything|all|indicators?|measures?|metrics?|"
    r"kpis?|pis?|doing|how are (?:we|things)"
    r"|where (?:are|do) we|council|corporate|big picture|state|rating|ratings|services?|"
    r"priorit\w+|standing|scorecard)\b"
)
_TURNED = re.compile(
    r"\b(?:gone|going|goes|turned|went|go|got|is|are|become) (?:to )?(?:red|amber|"
    r"green)\b(?! (?:to|from))"
    r"(?!.*\b(?:from|worse|better|changed)\b)"
)
