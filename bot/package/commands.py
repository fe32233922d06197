"""The commands that Teams offers while a person types to Steward, by where they are offered."""

from dataclasses import dataclass

PERSONAL, TEAM, GROUP = "personal", "team", "groupChat"
EVERYWHERE = frozenset({PERSONAL, TEAM, GROUP})
CHAT = frozenset({PERSONAL})
SHARED = frozenset({TEAM, GROUP})


@dataclass(frozen=True, slots=True)
class AppCommand:
    """`title` is put into the message as it stands, so Steward has to understand it."""

    title: str
    description: str
    scopes: frozenset[str] = EVERYWHERE


COMMANDS = (
    AppCommand("due", "The figures that are due from you", CHAT),
    AppCommand("status of KPIs", "How many are green, amber and red, the worst first"),
    AppCommand("red KPIs", "Every KPI that is red"),
    AppCommand("who hasn't submitted", "Which figures are missing, and from whom"),
    AppCommand("open exceptions", "What the board has before it"),
    AppCommand("interventions", "What is being done, by whom, and whether it works"),
    AppCommand("overdue actions", "Milestones and duties that are late"),
    AppCommand("successes", "What got better, and what was learnt"),
    AppCommand("data quality", "How complete, punctual and sound the figures are"),
    AppCommand("post board alerts here", "This channel gets the alerts (performance team)", SHARED),
    AppCommand("help", "Everything that can be asked"),
)
