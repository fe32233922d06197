"""What can be typed, in one table: the help card, the app's command list and the tests read it."""

from dataclasses import dataclass

from cycle.monitor.paper.paper_questions import MembersAsk, PaperWanted
from cycle.people import Person, Role
from cycle.plan.plan_questions import (
    ActionsAsked,
    ExpectedOfMe,
    FrameworkAsked,
    LineOfSight,
    ReturnsDue,
    ServicePlanAsked,
    Unapproved,
)
from cycle.plan.year_questions import (
    KpiSetAsked,
    OthersAsked,
    ReviewKpis,
    Suggest,
    SuggestionsAsked,
)
from cycle.questions import question

_CHANGES = (
    question.PostAlertsHere,
    question.PostEscalationsHere,
    question.MakeAlias,
    question.HandOver,
    question.Pause,
    ReviewKpis,
)


@dataclass(frozen=True, slots=True)
class Command:
    """Words that may be typed as they stand, what comes of them, and what they ask.

    A command that is `only_an_example` ends in words of the person's own.
    """

    typed: str
    comes: str
    asks: type
    only_an_example: bool = False

    @property
    def may_be_tapped(self) -> bool:
        """Whether it can be asked as it stands, and does nothing but answer."""
        return not self.only_an_example and self.asks not in _CHANGES


ASK = (
    Command("status of housing KPIs", "how a service stands, worst first", question.Status),
    Command(
        "status of HOU-01",
        "one indicator with its chart and commentary; add “in August” or “Q2 2025/26”",
        question.StatusOfOne,
    ),
    Command("red", "everything that is red now; “red or amber in planning”", question.Status),
    Command("trend of HOU-02", "how it moved; “since April”", question.Trend),
    Command("compare housing Q1 and Q2", "periods, services or indicators", question.Compare),
    Command("top five falls", "who fell most; “worst 3”, “worst services”", question.Rank),
    Command("what got worse since August", "or better, or just “what changed”", question.Changed),
    Command("forecast of REV-01", "where the year will end", question.Forecast),
    Command("why is HOU-02 amber", "what the owner wrote", question.CommentaryOn),
    Command("who owns HOU-02", "or “what does Olive own”", question.OwnersOf),
    Command("definition of HOU-05", "how it is measured", question.DefinitionOf),
    Command("target of HOU-02", "and who set it", question.TargetOf),
    Command("history of HOU-01", "figures, exceptions, decisions, changes", question.History),
    Command("data quality of housing", "how sound the figures are", question.DataQuality),
    Command("who hasn't submitted", "what is missing, and from whom", question.NotGiven),
    Command("open exceptions", "what the board has before it", question.OpenExceptions),
    Command("interventions in housing", "what is being done about it", question.Interventions),
    Command("overdue actions", "what was promised and is late", question.OverdueActions),
    Command("what did the board decide last month", "in its own words", question.Decisions),
    Command("risks of HOU-01", "the corporate risks it watches", question.Risks),
    Command("service plan of housing", "its actions and how they go", ServicePlanAsked),
    Command("line of sight of HOU-01", "which priority it serves", LineOfSight),
    Command("how do others do on HOU-01", "our place among other councils", OthersAsked),
    Command("quarterly report Q2", "a paper; “papers” for all of them", PaperWanted),
    Command("returns", "returns to government, and when they are due", ReturnsDue),
    Command("framework", "its settings, and when it is reviewed", FrameworkAsked),
    Command("successes", "what got better, and what was learnt", question.Successes),
)
YOURS = (
    Command("due", "what is due from you", question.Due),
    Command("submit HOU-01", "give one figure", question.Submit),
    Command(
        "HOU-02 is 61.4% because …",
        "opens the form with the figure in it",
        question.GiveFigure,
        True,
    ),
    Command("my actions", "what you are to do", ActionsAsked),
    Command("what is expected of me", "what you answer for", ExpectedOfMe),
    Command("what do I own", "your indicators", question.OwnedBy),
    Command("suggest on HOU-01: …", "the answer comes back to you", Suggest, True),
    Command("not my indicator: HOU-06", "the performance team hears", question.HandOver),
    Command(
        "I'm away until 30 October, Meg covers", "reminders go there meanwhile", question.Away, True
    ),
    Command("template", "a workbook of what is due from you", question.Template),
    Command("snooze until tomorrow", "no reminders until then", question.Pause),
    Command("tell me when housing turns red", "news in your card of the day", question.Subscribe),
    Command("every Monday: my services", "how they stand, each week", question.Subscribe),
    Command("my alerts", "what you are told of, and to end it", question.Subscribe),
    Command(
        "note on HOU-01 2026-04: …", "say what happened, on the chart", question.MarkSeries, True
    ),
    Command(
        "break HOU-01 2026-04 because the definition changed",
        "comparisons and limits start afresh",
        question.MarkSeries,
        True,
    ),
    Command("take back break of HOU-01 2026-04 because …", "it was wrong", question.TakeBack, True),
)
TEAM = (
    Command(
        "post board alerts here", "in a channel: exceptions appear there", question.PostAlertsHere
    ),
    Command(
        "post escalations here", "what is escalated appears there", question.PostEscalationsHere
    ),
    Command(
        "question from scrutiny on HOU-01: … for 3 December",
        "note it, and its owner is asked",
        MembersAsk,
        True,
    ),
    Command(
        "close HOU-01 2026-08 because …",
        "no figure will come: agreed, with the reason",
        question.CloseMissing,
        True,
    ),
    Command("review KPIs for 2027/28", "asks owners whether each stays", ReviewKpis),
    Command("KPI set 2027/28", "how far the year's set is, and its next step", KpiSetAsked),
    Command("suggestions", "what has no answer yet", SuggestionsAsked),
    Command("call in HOU-01", "Overview and Scrutiny calls a manager in", question.CallInForm),
    Command(
        "delivery", "what waits, what is in doubt, who is out of reach", question.DeliveryReport
    ),
    Command("alias “the hostels” to HOU-05", "teaches Steward a word", question.MakeAlias),
    Command("what is unapproved", "changes of terms that nobody has agreed", Unapproved),
    Command("what was not understood", "questions, without names", question.NotUnderstoodList),
)
_BUTTONS = {
    Role.PERFORMANCE: (
        ("Who hasn't submitted", "who hasn't submitted"),
        ("Open exceptions", "open exceptions"),
        ("Data quality", "data quality"),
        ("What was not understood", "what was not understood"),
    ),
    Role.BOARD: (
        ("Open exceptions", "open exceptions"),
        ("Red KPIs", "red KPIs"),
        ("What got worse", "what got worse"),
        ("Last month's decisions", "what did the board decide last month"),
    ),
    Role.MANAGER: (
        ("My services", "status of my services"),
        ("Who hasn't submitted", "who hasn't submitted in my services"),
        ("Red in my services", "red in my services"),
        ("Overdue actions", "overdue actions in my services"),
    ),
}
_OFFICER = (
    ("What is due from me", "due"),
    ("What I own", "what do I own"),
    ("My services", "status of my services"),
    ("What got worse", "what got worse"),
)


def buttons_for(person: Person) -> tuple[tuple[str, str], ...]:
    """(label, text) of what somebody of this role asks most, by the first of their roles."""
    for role, buttons in _BUTTONS.items():
        if person.is_a(role):
            return buttons
    return _OFFICER
