"""What can be asked in chat: each kind of question as a value that says how it was read.

`cycle.questions.parse` makes them from what people type. `text`, typed in chat, asks it again.
"""

from cycle.monitor.paper.paper_questions import PaperQuestion
from cycle.plan.plan_questions import PlanQuestion
from cycle.questions.analysis import Changed, Compare, Rank, Trend
from cycle.questions.filter import ME, Filter
from cycle.questions.forms import OfEvents, OfOne, OfSome, Plain, typed
from cycle.questions.orders import (
    CloseMissing,
    GiveFigure,
    MarkSeries,
    PostAlertsHere,
    Reopen,
    TakeBack,
)
from cycle.questions.personal import Away, MakeAlias, Pause, Subscribe
from cycle.questions.talk import Choices, NotFound, SmallTalk


class Help(Plain):
    """What can be asked here?"""

    READ_AS, TYPED = "Help", "help"


class Due(Plain):
    """What has the person who asks still to give?"""

    READ_AS, TYPED = "Your figures that are due", "due"


class Template(Plain):
    """A workbook of the figures that are due, to fill in."""

    READ_AS, TYPED = "Template of your figures that are due", "template"


class DeliveryReport(Plain):
    """Do Steward's cards arrive, and if not, why?"""

    READ_AS, TYPED = "How cards are delivered", "delivery"


class PostEscalationsHere(Plain):
    """From now on this chat or channel gets what is escalated."""

    READ_AS, TYPED = "Post escalations here", "post escalations here"


class WithoutRisk(Plain):
    """Which KPIs watch no risk?"""

    READ_AS, TYPED = "KPIs without a risk", "KPIs without a risk"


class Glossary(Plain):
    """What do KPI, amber, tolerance and their like mean?"""

    READ_AS, TYPED = "Definitions of the words Steward uses", "what do the words mean"


class Attention(Plain):
    """What needs the attention of the person who asks, by their role?"""

    READ_AS, TYPED = "What needs your attention", "what needs my attention"


class NotUnderstoodList(Plain):
    """Which questions were not understood lately?"""

    READ_AS, TYPED = "What was not understood", "what was not understood"


class OutOfScope(Plain):
    """Nothing that Steward knows about."""

    READ_AS, TYPED = "Not something Steward can answer", ""


class Submit(OfOne):
    """The form of one indicator; of its newest due period when `period` is None."""

    READ_AS, TYPED = "Give figures for", "submit"


class StatusOfOne(OfOne):
    """How is this indicator doing?"""

    READ_AS, TYPED = "", "status of"


class History(OfOne):
    """What has happened to this indicator?"""

    READ_AS, TYPED = "History of", "history of"


class CallInForm(OfOne):
    """The form that records a call-in of this indicator's manager."""

    READ_AS, TYPED = "Call-in for", "call in"


class HandOver(OfOne):
    """This indicator is not mine."""

    READ_AS, TYPED = "Not yours:", "not my indicator"


class Status(OfSome):
    """How are these indicators doing?"""

    READ_AS, TYPED = "", "status of"


class NotGiven(OfSome):
    """Who has not submitted?"""

    READ_AS, TYPED = "Not submitted", "who has not submitted"


class DataQuality(OfSome):
    """How good is what came in?"""

    READ_AS, TYPED = "Data quality", "data quality of"


class OpenExceptions(OfEvents):
    """Which concerns are open?"""

    READ_AS, TYPED = "Open exceptions", "open exceptions of"


class Interventions(OfSome):
    """Which interventions are there?"""

    READ_AS, TYPED = "Interventions", "interventions in"


class OverdueActions(OfSome):
    """What has been promised and is late?"""

    READ_AS, TYPED = "Overdue actions", "overdue actions in"


class Successes(OfSome):
    """What is there to celebrate?"""

    READ_AS, TYPED = "Successes", "successes in"


class Decisions(OfEvents):
    """What did the board decide?"""

    READ_AS, TYPED = "Decisions of the board", "decisions of the board on"


class Risks(OfSome):
    """Which corporate risks do these indicators watch? The whole register where none is named."""

    READ_AS, TYPED = "Corporate risks", "risks of"


class OwnersOf(OfSome):
    """Who answers for these indicators?"""

    READ_AS, TYPED = "Owner", "who owns"


class OwnedBy(OfSome):
    """What does this person answer for?"""

    READ_AS, TYPED = "Indicators", "indicators owned by"

    @property
    def text(self) -> str:
        if self.filter == Filter(owner=ME):
            return "what do I own"
        return typed(self.filter.text, None)


class PortfolioHolder(OfSome):
    """Which member of the executive answers for these indicators?"""

    READ_AS, TYPED = "Portfolio holder", "portfolio holder of"


class TargetOf(OfSome):
    """What is the target, and who set it?"""

    READ_AS, TYPED = "Target", "target of"


class DefinitionOf(OfSome):
    """How is this measured?"""

    READ_AS, TYPED = "Definition", "definition of"


class CommentaryOn(OfSome):
    """What was said about this, and why is it so?"""

    READ_AS, TYPED = "Commentary", "commentary on"


class Forecast(OfSome):
    """Where will this end the year?"""

    READ_AS, TYPED = "Forecast", "forecast of"


class Export(OfSome):
    """The figures of these indicators as a file."""

    READ_AS, TYPED = "Export", "export"


Question = (
    Attention | Away | CallInForm | Changed | Choices | CloseMissing | CommentaryOn | Compare
    | DataQuality
    | Decisions | DefinitionOf | DeliveryReport | Due | Export | Forecast | GiveFigure | Glossary
    | HandOver | Help | History | Interventions | MakeAlias | MarkSeries | NotFound | NotGiven
    | NotUnderstoodList | OpenExceptions | OutOfScope | OverdueActions | OwnedBy | OwnersOf
    | Pause | PortfolioHolder
    | PostAlertsHere | PostEscalationsHere | Rank | Reopen | Risks | SmallTalk | Status
    | StatusOfOne | Submit | Subscribe | Successes | TakeBack | TargetOf | Template | Trend
    | WithoutRisk | PlanQuestion | PaperQuestion
)  # fmt: skip

__all__ = [
    "Attention",
    "Away",
    "CallInForm",
    "Changed",
    "Choices",
    "CloseMissing",
    "CommentaryOn",
    "Compare",
    "DataQuality",
    "Decisions",
    "DefinitionOf",
    "DeliveryReport",
    "Due",
    "Export",
    "Forecast",
    "GiveFigure",
    "Glossary",
    "HandOver",
    "Help",
    "History",
    "Interventions",
    "MakeAlias",
    "MarkSeries",
    "NotFound",
    "NotGiven",
    "NotUnderstoodList",
    "OpenExceptions",
    "OutOfScope",
    "OverdueActions",
    "OwnedBy",
    "OwnersOf",
    "Pause",
    "PortfolioHolder",
    "PostAlertsHere",
    "PostEscalationsHere",
    "Question",
    "Rank",
    "Reopen",
    "Risks",
    "SmallTalk",
    "Status",
    "StatusOfOne",
    "Submit",
    "Subscribe",
    "Successes",
    "TakeBack",
    "TargetOf",
    "Template",
    "Trend",
    "WithoutRisk",
]
