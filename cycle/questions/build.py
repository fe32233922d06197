"""The parts of a question put together: its kind by the cues, its subject, its periods."""

import re
from collections.abc import Callable
from dataclasses import replace

from cycle.periods import Period
from cycle.questions import cues, typed_figures
from cycle.questions.analysis import Trend
from cycle.questions.carry import carried_on
from cycle.questions.choose import choose
from cycle.questions.confidence import sure_of
from cycle.questions.filter import EVERYTHING, ME, Filter
from cycle.questions.forms import OfEvents
from cycle.questions.intents import OF_ALL, OF_NOTHING, Intent
from cycle.questions.names import Name, Sort, Vocabulary
from cycle.questions.orders import GiveFigure
from cycle.questions.over_time import changed, compare, rank, since_until
from cycle.questions.parts import WHICH, Parts, filter_of, past
from cycle.questions.people_named import of_the_person, without_messenger
from cycle.questions.question import (
    Attention,
    CommentaryOn,
    DataQuality,
    Decisions,
    DefinitionOf,
    DeliveryReport,
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
    Submit,
    Successes,
    TargetOf,
    Template,
    WithoutRisk,
)
from cycle.questions.status_asked import status
from cycle.questions.subject import Subject
from cycle.questions.talk import Choices
from cycle.questions.unsettled import (
    choices,
    is_elsewhere,
    members,
    not_known,
    not_there,
    which_period,
)

STRONG = 6  # the weight from which a cue decides by itself; below it, it only says "status"


def question(parts: Parts, before: Question | None) -> tuple[Question, str]:
    """The question, and in words what it took over from the one before."""
    parts = without_messenger(parts)
    subject, said = parts.subject, parts.said
    if of_the_person(parts):
        return OutOfScope(), ""
    if found := not_there(parts):
        return found, ""
    weighed = cues.weigh(subject.words)
    if (figure := _figure(parts, weighed)) is not None:
        return figure, ""
    intent = choose(parts, weighed)
    if (
        before is not None
        and (carried := carried_on(parts, intent, before, _of_subject)) is not None
    ):
        return carried, before.read_as()
    if len(said.either) > 1:
        return which_period(parts, intent, _of_subject), ""
    return sure_of(_of_subject(parts, intent), parts, intent), ""


def _figure(parts: Parts, weighed: list[tuple[int, Intent]]) -> Question | None:
    if len(parts.subject.refs) != 1 or parts.subject.of(Sort.SERVICE):
        return None
    if weighed and weighed[0][0] >= STRONG and weighed[0][1] in _NO_FIGURE:
        return None
    figure = typed_figures.find(parts.subject.words, parts.heard)
    if figure is None:
        return None
    if figure.value in parts.subject.names[0].title.split() and _UNIT_FOLLOWS.search(parts.full):
        return None
    ref, period = parts.subject.refs[0], past(parts.said, parts.today)
    if not figure.value:
        return Submit(ref, period)
    return GiveFigure(ref, figure.value, period, figure.out_of, figure.commentary)


def _of_subject(parts: Parts, intent: Intent) -> Question:
    """The question once its intent is known; choices where its subject is not."""
    subject = parts.subject
    either = _possible(subject, intent, parts.vocabulary)
    if len(either) > 1 and intent not in OF_NOTHING:
        return choices(parts, intent, either, _made)
    if len(either) == 1:
        names = tuple(one for one in subject.names if one.sort is not Sort.SERVICE)
        return _made(
            replace(parts, subject=replace(subject, names=(*names, either[0]), either=())), intent
        )
    if is_elsewhere(subject.unknown) and not subject.refs:
        return not_known(parts, intent) or OutOfScope()
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
    if intent in _OF_NOBODY and parts.subject.refs:
        parts = _without_services(parts)
    subject, said = parts.subject, parts.said
    wanted, ref = filter_of(parts), subject.refs[0] if len(subject.refs) == 1 else ""
    period = said.one
    if intent is Intent.STATUS:
        return status(parts, wanted, ref)
    if intent is Intent.HELP and ref and _HOW_TO_GIVE.search(subject.words):
        return Submit(ref, period)
    if (plain := _PLAIN.get(intent)) is not None and not (intent is Intent.HELP and ref):
        return plain()
    if intent is Intent.DUE and (wanted.names_a_group and wanted.owner != ME):
        return NotGiven(wanted, period)
    if intent is Intent.DUE:
        return Due()
    if intent is Intent.NOT_GIVEN and ref and _OWN.search(parts.full):
        return Submit(ref, period)
    if intent is Intent.OWNED_BY and wanted.bands:
        return status(parts, wanted, ref)
    if intent in _SETS:
        return _of_set(parts, intent, wanted, ref)
    return _of_time(parts, intent, wanted, ref)


def _without_services(parts: Parts) -> Parts:
    """An auditor who asks what an indicator means does not ask about Internal Audit."""
    names = tuple(name for name in parts.subject.names if name.sort is not Sort.SERVICE)
    return replace(parts, subject=replace(parts.subject, names=names))


def _of_set(parts: Parts, intent: Intent, wanted: Filter, ref: str) -> Question:
    if intent in _OF_NOBODY:
        wanted = replace(wanted, owner="", bands=() if ref else wanted.bands)
    if intent is Intent.NOT_GIVEN:
        wanted = replace(wanted, bands=())
    said_of = Filter(kind=wanted.kind, bands=wanted.bands)
    if wanted.bands and intent is Intent.COMMENTARY:
        said_of = EVERYTHING
    if intent in _NEEDS_NAME and wanted == said_of:
        return Choices(parts.heard, (), WHICH)
    question = _SETS[intent](wanted, _ahead(parts) if intent is Intent.FORECAST else parts.said.one)
    if isinstance(question, OfEvents) and parts.said.since:
        return replace(question, is_since=True)
    return question


def _ahead(parts: Parts) -> Period | None:
    """The period of a forecast: "by March" is no month that is over, but where the year ends."""
    period = parts.said.one
    return None if period is not None and period.end < parts.today else period


def _of_time(parts: Parts, intent: Intent, wanted: Filter, ref: str) -> Question:
    match intent:
        case Intent.COMPARE:
            return compare(parts, wanted)
        case Intent.RANK:
            return rank(parts, wanted)
        case _ if ref and intent in _OF_ONE_IN_TIME:
            return _of_one_in_time(parts, intent, wanted, ref)
        case Intent.CHANGED | Intent.TREND if (
            wanted.names_a_group or wanted.kind or intent is Intent.CHANGED
        ):
            return changed(parts, wanted)
        case Intent.HISTORY | Intent.SUBMIT if wanted.names_a_group:
            return members(parts, intent, wanted, _made)
        case _ if len(wanted.refs) > 1:
            return choices(parts, intent, parts.subject.of(Sort.INDICATOR), _made)
        case _:
            return Choices(parts.heard, (), WHICH)


def _of_one_in_time(parts: Parts, intent: Intent, wanted: Filter, ref: str) -> Question:
    said = parts.said
    match intent:
        case Intent.HISTORY:
            return History(ref)
        case Intent.SUBMIT:
            return Submit(ref, past(said, parts.today))
        case Intent.CHANGED if said.periods and not said.since:
            return compare(parts, wanted)
        case _:
            return Trend(ref, *since_until(said))


_OF_ONE_IN_TIME = frozenset({Intent.TREND, Intent.HISTORY, Intent.SUBMIT, Intent.CHANGED})
_PLAIN: dict[Intent, Callable[[], Question]] = {
    Intent.HELP: Help,
    Intent.GLOSSARY: Glossary,
    Intent.TEMPLATE: Template,
    Intent.DELIVERY: DeliveryReport,
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
_UNIT_FOLLOWS = re.compile(r"\d (?:working )?(?:days?|months?|weeks?|hours?)\b")
_NO_FIGURE = frozenset(Intent) - frozenset(
    {Intent.SUBMIT, Intent.STATUS, Intent.COMMENTARY, Intent.TARGET, Intent.DUE}
    | {Intent.NOT_GIVEN, Intent.DEFINITION, Intent.CHANGED}
)
_HOW_TO_GIVE = re.compile(r"\b(?:submit|give|enter|send|put|report|record|correct|change)\b")
_OWN = re.compile(r"\b(?:i|we) (?:will|shall|am|are|might|may|have)\b")
