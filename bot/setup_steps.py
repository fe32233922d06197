"""The twelve steps of docs/setup/teams.md, as far as they can be seen from the server."""

from dataclasses import dataclass

DONE, OPEN, UNSEEN = "✓", "✗", "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupState:
    """What is known of the set-up. `heard_teams`: a message of Teams' own has arrived.

    `in_reach` counts the people whose chat with Steward is open.
    """

    settings_are_good: bool
    schema_is_current: bool = False
    is_serving: bool = False
    heard_teams: bool = False
    people: int = 0
    in_reach: int = 0
    indicators: int = 0
    has_board_channel: bool = False


@dataclass(frozen=True, slots=True)
class SetupStep:
    """`is_done` is None where it cannot be seen from here."""

    number: int
    title: str
    is_done: bool | None
    hint: str

    @property
    def line(self) -> str:
        mark = UNSEEN if self.is_done is None else DONE if self.is_done else OPEN
        return f"{mark} {self.number:>2} {self.title}" + (f": {self.hint}" if self.hint else "")


def setup_steps(state: SetupState) -> tuple[SetupStep, ...]:
    """Teams reaches Steward only once every step outside is done: its message proves them."""
    outside = True if state.heard_teams else None
    unseen = "" if outside else "cannot be seen from here"
    has_tables = state.people > 0 and state.indicators > 0
    reach = f"{state.in_reach} of {state.people} people in reach" if state.people else ""
    return (
        SetupStep(1, "The server has an address", outside, unseen),
        SetupStep(2, "Resource group", outside, unseen),
        SetupStep(3, "The bot is registered", outside, unseen),
        SetupStep(4, "Its messaging endpoint is named", outside, unseen),
        SetupStep(5, "The Teams channel is on", outside, unseen),
        SetupStep(6, "Settings", state.settings_are_good, ""),
        SetupStep(
            7,
            "Steward runs",
            state.schema_is_current and state.is_serving,
            "" if state.schema_is_current else "run `steward migrate` first",
        ),
        SetupStep(8, "The app's package is made", outside, unseen),
        SetupStep(9, "The app is uploaded", outside, unseen),
        SetupStep(10, "Everybody has it", _everybody(state), reach),
        SetupStep(
            11,
            "People and register are in",
            has_tables,
            f"{state.people} people, {state.indicators} indicators" if has_tables else "",
        ),
        SetupStep(12, "The board's channel is chosen", state.has_board_channel, ""),
    )


def checklist(state: SetupState) -> str:
    """The steps a line each, and the one to do next."""
    steps = setup_steps(state)
    following = next((step for step in steps if step.is_done is False), None)
    unseen = next((step for step in steps if step.is_done is None), None)
    after = following or unseen
    last = (
        f"Next: step {after.number} of docs/setup/teams.md, {after.title!r}."
        if after
        else "Every step is done."
    )
    return "\n".join(["Setting up:", *(step.line for step in steps), last])


def _everybody(state: SetupState) -> bool | None:
    """Steward meets each person at their first contact: half of them is well under way."""
    if not state.people or not state.heard_teams:
        return None
    return state.in_reach * 2 >= state.people
