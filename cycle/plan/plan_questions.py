"""What can be asked in chat about plans, priorities and actions: the closed phrases for it.

Tried before the other questions, so it takes only what is surely meant: anything else is None.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from cycle.plan.year_questions import YearQuestion, understand_year

MOST_READ = 200  # characters


@dataclass(frozen=True, slots=True)
class CorporatePlanAsked:
    """The corporate plan with its priorities."""

    def read_as(self) -> str:
        return "The corporate plan"


@dataclass(frozen=True, slots=True)
class PriorityAsked:
    """How does one priority stand?"""

    title: str

    def read_as(self) -> str:
        return f"Priority {self.title}"


@dataclass(frozen=True, slots=True)
class ServicePlanAsked:
    """A service's plan of this year, or of the last one."""

    service: str
    is_last_year: bool = False

    def read_as(self) -> str:
        year = ", last year" if self.is_last_year else ""
        return f"Service plan of {self.service}{year}"


@dataclass(frozen=True, slots=True)
class ProposePlan:
    """Put a service's plan forward to be agreed."""

    service: str

    def read_as(self) -> str:
        return f"Propose the service plan of {self.service}"


@dataclass(frozen=True, slots=True)
class ClosePlan:
    """Close the year of a service's plan."""

    service: str

    def read_as(self) -> str:
        return f"Close the year of {self.service}"


@dataclass(frozen=True, slots=True)
class ComparePlans:
    """A service's plan beside last year's."""

    service: str

    def read_as(self) -> str:
        return f"Service plan of {self.service} beside last year's"


@dataclass(frozen=True, slots=True)
class ActionAsked:
    """One action or project with what was said of it."""

    ref: str

    def read_as(self) -> str:
        return f"Action {self.ref}"


@dataclass(frozen=True, slots=True)
class UpdateAction:
    """The form for an action's progress."""

    ref: str

    def read_as(self) -> str:
        return f"Progress of {self.ref}"


@dataclass(frozen=True, slots=True)
class ActionsAsked:
    """A list of actions: `which` is mine, delayed, off track, no update or all."""

    which: str
    are_projects: bool = False

    def read_as(self) -> str:
        what = "projects" if self.are_projects else "actions"
        said = {"mine": f"Your {what}", "all": f"All {what}"}
        return said.get(self.which, f"{what.capitalize()}: {self.which}")


@dataclass(frozen=True, slots=True)
class LineOfSight:
    """Which priority does an indicator or action serve?"""

    ref: str

    def read_as(self) -> str:
        return f"Line of sight of {self.ref}"


@dataclass(frozen=True, slots=True)
class ExpectedOfMe:
    """What does the person who asks answer for?"""

    def read_as(self) -> str:
        return "What is expected of you"


@dataclass(frozen=True, slots=True)
class RedAtYearEnd:
    """What will be Red at year end?"""

    def read_as(self) -> str:
        return "Red at year end"


@dataclass(frozen=True, slots=True)
class Unapproved:
    """Which changes of terms has nobody agreed?"""

    def read_as(self) -> str:
        return "What is unapproved"


@dataclass(frozen=True, slots=True)
class ReturnsDue:
    """Which returns to government are due?"""

    def read_as(self) -> str:
        return "Returns due"


@dataclass(frozen=True, slots=True)
class ReturnAsked:
    """How far is this return?"""

    ref: str

    def read_as(self) -> str:
        return f"Return {self.ref}"


@dataclass(frozen=True, slots=True)
class CertifiedReturns:
    """Which returns were certified this year?"""

    def read_as(self) -> str:
        return "Returns certified this year"


@dataclass(frozen=True, slots=True)
class AwaitsCertification:
    """Which figures wait to be certified: by whoever asks, or by anybody?"""

    is_mine: bool = True

    def read_as(self) -> str:
        return "What awaits my certification" if self.is_mine else "What awaits certification"


@dataclass(frozen=True, slots=True)
class FrameworkAsked:
    """When is the framework itself reviewed, and which settings are in force?"""

    def read_as(self) -> str:
        return "The framework"


PlanQuestion = (
    CorporatePlanAsked
    | PriorityAsked
    | ServicePlanAsked
    | ProposePlan
    | ClosePlan
    | ComparePlans
    | ActionAsked
    | UpdateAction
    | ActionsAsked
    | LineOfSight
    | ExpectedOfMe
    | RedAtYearEnd
    | Unapproved
    | ReturnsDue
    | ReturnAsked
    | CertifiedReturns
    | AwaitsCertification
    | FrameworkAsked
    | YearQuestion
)


@dataclass(frozen=True, slots=True)
class PlanNames:
    """What may be named: services, priorities, and the references of actions and indicators."""

    services: Collection[str]
    priorities: Collection[str]
    actions: Collection[str] = ()
    indicators: Collection[str] = ()
    returns: Collection[str] = ()


def understand(text: str, names: PlanNames) -> PlanQuestion | None:
    """What the text surely asks of plans; None for anything else. Never raises."""
    plain = " ".join(_TAG.sub(" ", text[:2000]).split())[:MOST_READ].strip(" ?!.,;:")
    words = plain.casefold().replace("’", "'")
    if (whole := _WHOLE.get(words)) is not None:
        return whole
    if (of_year := understand_year(words, names.indicators)) is not None:
        return of_year
    for pattern, made in _OF_ONE:
        if found := pattern.fullmatch(words):
            return made(found["rest"], names)
    return None


def _one_of(words: str, known: Collection[str]) -> str | None:
    """The one that is named in full, or else the only one that holds the words."""
    wanted = " ".join(words.removeprefix("the ").removesuffix(" service").split())
    exact = [one for one in known if one.casefold() == wanted]
    if exact:
        return exact[0]
    near = [one for one in known if wanted and f" {wanted}" in f" {one.casefold()}"]
    return near[0] if len(near) == 1 else None


def _priority(rest: str, names: PlanNames) -> PlanQuestion | None:
    found = _one_of(rest, names.priorities)
    return PriorityAsked(found) if found else None


def _service_plan(rest: str, names: PlanNames) -> PlanQuestion | None:
    found = _one_of(rest, names.services)
    return ServicePlanAsked(found) if found else None


def _last_years(rest: str, names: PlanNames) -> PlanQuestion | None:
    found = _one_of(rest, names.services)
    return ServicePlanAsked(found, is_last_year=True) if found else None


def _propose(rest: str, names: PlanNames) -> PlanQuestion | None:
    found = _one_of(rest, names.services)
    return ProposePlan(found) if found else None


def _close(rest: str, names: PlanNames) -> PlanQuestion | None:
    found = _one_of(rest, names.services)
    return ClosePlan(found) if found else None


def _compare(rest: str, names: PlanNames) -> PlanQuestion | None:
    found = _one_of(rest, names.services)
    return ComparePlans(found) if found else None


def _ref(rest: str, known: Collection[str]) -> str | None:
    return next((one for one in known if one.casefold() == rest.strip()), None)


def _action(rest: str, names: PlanNames) -> PlanQuestion | None:
    found = _ref(rest, names.actions)
    return ActionAsked(found) if found else None


def _update(rest: str, names: PlanNames) -> PlanQuestion | None:
    found = _ref(rest, names.actions)
    return UpdateAction(found) if found else None


def _sight(rest: str, names: PlanNames) -> PlanQuestion | None:
    found = _ref(rest, [*names.actions, *names.indicators])
    return LineOfSight(found) if found else None


def _return(rest: str, names: PlanNames) -> PlanQuestion | None:
    found = _ref(rest, names.returns)
    return ReturnAsked(found) if found else None


def _bare(rest: str, names: PlanNames) -> PlanQuestion | None:
    """A reference alone, of an action."""
    return _action(rest, names)


_TAG = re.compile(r"<at\b[^<>]{0,200}>[^<>]{0,100}</at>|<[^<>]{0,200}>", re.IGNORECASE)
_SHOW = r"(?:show(?: me)? |what(?:'s| is) |how is |open )?(?:the |our )?"
_WHOLE: dict[str, PlanQuestion] = {
    **dict.fromkeys(
        ("corporate plan", "the corporate plan", "show the corporate plan", "priorities"),
        CorporatePlanAsked(),
    ),
    **dict.fromkeys(
        ("my actions", "actions of mine", "which actions are mine"), ActionsAsked("mine")
    ),
    **dict.fromkeys(("actions", "all actions", "service plan actions"), ActionsAsked("all")),
    **dict.fromkeys(("delayed actions", "which actions are delayed"), ActionsAsked("delayed")),
    **dict.fromkeys(
        ("actions off track", "off track actions", "which actions are off track"),
        ActionsAsked("off track"),
    ),
    **dict.fromkeys(
        ("actions without update", "actions not updated", "actions without an update"),
        ActionsAsked("no update"),
    ),
    **dict.fromkeys(("projects", "all projects", "show projects"), ActionsAsked("all", True)),
    **dict.fromkeys(
        ("projects off track", "off track projects", "which projects are off track"),
        ActionsAsked("off track", True),
    ),
    **dict.fromkeys(
        (
            *("what will be red at year end", "what will be red at the year end"),
            *("which kpis will be red at year end", "red at year end", "red at the year end"),
            "what will be red at the end of the year",
        ),
        RedAtYearEnd(),
    ),
    **dict.fromkeys(
        (
            *("what is unapproved", "what's unapproved", "unapproved", "unapproved changes"),
            *("which changes are unapproved", "which targets are unapproved"),
        ),
        Unapproved(),
    ),
    **dict.fromkeys(
        (
            *("returns due", "returns", "which returns are due", "what returns are due"),
            *("statutory returns", "returns to government"),
        ),
        ReturnsDue(),
    ),
    **dict.fromkeys(
        ("certified returns", "certified returns this year", "which returns were certified"),
        CertifiedReturns(),
    ),
    **dict.fromkeys(
        (
            *("what awaits my certification", "what is awaiting my certification", "certify"),
            *("what do i have to certify", "what am i to certify", "awaiting my certification"),
            *("what's awaiting my certification", "what awaits my sign-off", "to certify"),
            *("what do i have to sign off", "what is waiting for my sign off", "sign off"),
            *("figures to certify", "figures to sign off", "what needs my sign-off"),
        ),
        AwaitsCertification(),
    ),
    **dict.fromkeys(
        (
            *("what awaits certification", "what is awaiting certification", "not yet certified"),
            *("which figures are not certified", "what is not certified", "uncertified figures"),
            *("which figures are not yet certified", "what is not yet certified"),
        ),
        AwaitsCertification(is_mine=False),
    ),
    **dict.fromkeys(
        (
            *("framework", "the framework", "framework review"),
            *("when is the framework reviewed", "when is the framework review due"),
        ),
        FrameworkAsked(),
    ),
    "delayed projects": ActionsAsked("delayed", True),
    "my projects": ActionsAsked("mine", True),
    **dict.fromkeys(
        ("what is expected of me", "what's expected of me", "what do you expect of me"),
        ExpectedOfMe(),
    ),
}
_OF_ONE: tuple[tuple[re.Pattern[str], Callable[[str, PlanNames], PlanQuestion | None]], ...] = (
    (re.compile(rf"{_SHOW}priority (?P<rest>.+)"), _priority),
    (
        re.compile(
            r"compare (?:the )?(?:service )?plan (?:of|for) (?P<rest>.+?) with (?:the )?"
            r"last year(?:'s)?(?: (?:one|plan))?"
        ),
        _compare,
    ),
    (re.compile(r"compare with (?:the )?last year(?:'s)? plan (?:of|for) (?P<rest>.+)"), _compare),
    (re.compile(r"last year's (?:service )?plan (?:of|for) (?P<rest>.+)"), _last_years),
    (re.compile(r"propose (?:the )?(?:service )?plan (?:of|for) (?P<rest>.+)"), _propose),
    (
        re.compile(r"close (?:the year|the year's plan|the service plan) (?:of|for) (?P<rest>.+)"),
        _close,
    ),
    (re.compile(rf"{_SHOW}service plan (?:of|for) (?P<rest>.+)"), _service_plan),
    (re.compile(rf"{_SHOW}(?P<rest>.+?)(?:'s)? service plan"), _service_plan),
    (re.compile(rf"{_SHOW}(?:action|project) (?P<rest>\S+)"), _action),
    (re.compile(r"(?:update|progress of|progress on) (?P<rest>\S+)"), _update),
    (re.compile(rf"{_SHOW}return (?P<rest>\S+)"), _return),
    (re.compile(rf"{_SHOW}line of sight (?:of|for|from) (?P<rest>\S+)"), _sight),
    (re.compile(r"(?P<rest>\S+)"), _bare),
)
