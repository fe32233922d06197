"""The kinds of question, as the cues name them."""

from enum import StrEnum


class Intent(StrEnum):
    """A kind of question, by the name that its cues have below."""

    HELP = "help"
    GLOSSARY = "glossary"
    TEMPLATE = "template"
    EXPORT = "export"
    SUBMIT = "submit"
    DUE = "due"
    OVERDUE_ACTIONS = "overdue actions"
    NOT_GIVEN = "not given"
    ATTENTION = "attention"
    WITHOUT_RISK = "without risk"
    RISKS = "risks"
    PORTFOLIO_HOLDER = "portfolio holder"
    OWNED_BY = "owned by"
    OWNER = "owner"
    DEFINITION = "definition"
    FORECAST = "forecast"
    TARGET = "target"
    COMPARE = "compare"
    RANK = "rank"
    CHANGED = "changed"
    TREND = "trend"
    HISTORY = "history"
    SUCCESSES = "successes"
    INTERVENTIONS = "interventions"
    DECISIONS = "decisions"
    EXCEPTIONS = "exceptions"
    DATA_QUALITY = "data quality"
    DELIVERY = "delivery"
    COMMENTARY = "commentary"
    STATUS = "status"


# These can be asked of everything: they need no subject.
OF_ALL = frozenset(
    {Intent.HELP, Intent.GLOSSARY, Intent.TEMPLATE, Intent.DUE, Intent.OVERDUE_ACTIONS}
    | {Intent.NOT_GIVEN, Intent.ATTENTION, Intent.WITHOUT_RISK, Intent.RISKS, Intent.RANK}
    | {Intent.CHANGED, Intent.SUCCESSES, Intent.INTERVENTIONS, Intent.DECISIONS, Intent.EXPORT}
    | {Intent.EXCEPTIONS, Intent.DATA_QUALITY, Intent.DELIVERY}
)

# These are asked of nothing in particular, whatever else is named.
OF_NOTHING = frozenset(
    {Intent.HELP, Intent.GLOSSARY, Intent.TEMPLATE, Intent.DUE, Intent.DELIVERY}
    | {Intent.ATTENTION, Intent.WITHOUT_RISK}
)
