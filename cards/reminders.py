"""The reminder: which figures are due from a person, by when, worst delay first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from cards.elements import (
    Action,
    Button,
    ButtonRef,
    Card,
    ChoiceInput,
    Container,
    Element,
    Text,
    card,
    opener,
    row_verb,
    subheading,
    title,
)
from cards.figures.figure import working_days
from cards.returns import ReturnView, reminder_lines
from cards.sign_off import to_certify_lines, waiting_words
from cycle.periods import Period
from cycle.plan.action import PlanAction
from cycle.plan.indicator import Indicator
from cycle.review.outstanding import Outstanding

MOST_LINES = 5  # what a phone shows without much scrolling; the rest is counted
MOST_TEAM_LINES = 3  # of a manager's team, below what is due from the manager
MOST_CHOICES = 60
MOST_ACTIONS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressOwed:
    """The actions of which a person is to tell; `overdue` in working days, negative before."""

    actions: Sequence[PlanAction]
    period: Period
    due: date
    overdue: int

    @property
    def count(self) -> str:
        return "one action" if len(self.actions) == 1 else f"{len(self.actions)} actions"

    @property
    def words(self) -> str:
        late = "overdue" if self.overdue > 0 else "due from you"
        return f"progress of {self.count} is {late}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderView:
    """All that one person owes, and what a manager's team owes below it.

    `progress` is what they are to tell of their actions, `returns` those to government that wait
    for them, `to_certify` the figures that wait for their sign-off. `names` are the team's, by
    person id. `above` is asked before all else.
    """

    person_name: str
    today: date
    lines: Sequence[Outstanding] = ()
    team_lines: Sequence[Outstanding] = ()
    names: Mapping[int, str] = field(default_factory=dict)
    progress: ProgressOwed | None = None
    returns: Sequence[ReturnView] = ()
    to_certify: Sequence[str] = ()
    above: Container | None = None

    @property
    def rows(self) -> list[Outstanding]:
        """What the rows open, in their order: the person's own, worst delay first."""
        return by_urgency(self.lines)[:MOST_LINES]


def reminder(view: ReminderView, ask: ButtonRef) -> Card:
    """A tap on one of the person's own rows (`row_1` and so on) opens its form.

    With nothing due from the person it is the team's card alone, without buttons.
    """
    if not view.lines and view.progress is None and not view.returns and not view.to_certify:
        return _team_card(view)
    lines, progress, returns = view.lines, view.progress, view.returns
    figures = f"{_asked_for(lines)}: {_short(lines)}" if lines else ""
    told = progress.words if progress else ""
    sent = _returns_due(returns)
    signed = f"{waiting_words(len(view.to_certify))} to certify" if view.to_certify else ""
    heading = _asked_for(lines) if lines else told or sent or signed
    return card(
        f"{view.person_name}, {'; '.join(part for part in (figures, told, sent, signed) if part)}.",
        title(f"Reminder · {_long_day(view.today)}", heading[0].upper() + heading[1:]),
        view.above,
        *listed(lines, view.today, opens=ask),
        progress_lines(progress, view.today) if progress else None,
        reminder_lines(returns) if returns else None,
        to_certify_lines(view.to_certify) if view.to_certify else None,
        _team(view.team_lines, view.today, view.names),
        actions=_buttons(view, ask),
    )


def _team_card(view: ReminderView) -> Card:
    late = _overdue_in_team(view.team_lines)
    return card(
        f"{view.person_name}, {late}.",
        title(f"Your team · {_long_day(view.today)}", late.capitalize()),
        view.above,
        *listed(view.team_lines, view.today, view.names),
    )


def nothing_due(view: ReminderView) -> Card:
    """On the first working day back, with nothing due: only the question `above`."""
    words = "Nothing is due from you now"
    return card(
        f"{view.person_name}, welcome back. {words}.",
        title(f"Reminder · {_long_day(view.today)}", words),
        view.above,
    )


def give_buttons(lines: Sequence[Outstanding], ask: ButtonRef) -> list[Action]:
    """Only an open figure can be given; for a closed one the performance team is asked."""
    count = sum(not line.is_locked for line in lines)
    give = Button("give", "Give figures" if count > 1 else "Give the figure", ask, main=True)
    reopen = Button("reopen", "Ask to reopen", ask, main=not count)
    return [*([give] if count else []), *([reopen] if count < len(lines) else [])]


def _buttons(view: ReminderView, ask: ButtonRef) -> list[Action]:
    lines = view.lines
    buttons = give_buttons(lines, ask)
    if view.progress is not None:
        buttons.append(Button("progress", "Give progress", ask, main=not buttons))
    if view.returns:
        buttons.append(Button("returns", "Returns", ask, main=not buttons))
    if view.to_certify:
        buttons.append(Button("sign_off", "Certify", ask, main=not buttons))
    buttons.append(Button("tomorrow", "Remind me tomorrow", ask))
    return [*buttons, *([Button("not_mine", "Not my indicator", ask)] if lines else [])]


def _returns_due(returns: Sequence[ReturnView]) -> str:
    if not returns:
        return ""
    return "one return is due" if len(returns) == 1 else f"{len(returns)} returns are due"


def progress_lines(progress: ProgressOwed, today: date) -> Container:
    """The part of a reminder about a person's actions."""
    is_late = progress.overdue > 0
    due = f"Due {day_words(progress.due, today)}"
    return Container(
        subheading(f"Progress of {progress.count} · {progress.period.short_words}"),
        Text(f"! {working_days(progress.overdue)} overdue", color="Attention", spacing="None")
        if is_late
        else None,
        Text(due, is_subtle=True, size="Small", spacing="None"),
        *(Text(f"• {action}", spacing="Small") for action in progress.actions[:MOST_ACTIONS]),
        _more(len(progress.actions), MOST_ACTIONS),
        separator=True,
    )


def all_given(person_name: str, promised: Sequence[Outstanding], today: date) -> Card:
    """What the reminder becomes when nothing is due any more.

    What is only `promised` for a later day is named: it is not in.
    """
    is_all_in = not promised
    heading = "All your figures are in" if is_all_in else "Nothing is due from you now"
    words = (
        "There is nothing more to give at present."
        if is_all_in
        else f"You will be reminded of {_promised_words(promised)} on the day that is promised."
    )
    return card(
        f"Thank you, {person_name}. {heading}.",
        title(f"Reminder · {_long_day(today)}", heading),
        Text(f"Thank you, {person_name}. {words}"),
        *listed(promised, today),
    )


def _promised_words(promised: Sequence[Outstanding]) -> str:
    return "the figure below" if len(promised) == 1 else f"the {len(promised)} figures below"


def see_newer(day: date) -> Card:
    """What the reminder of this day becomes once a newer one stands below it."""
    words = "A newer reminder below shows what is due now."
    return card(
        words,
        title(f"Reminder · {_long_day(day)}", "See the newer reminder"),
        Text(f"{words} Or type “due” at any time."),
    )


def put_off(view: ReminderView, until: date, ask: ButtonRef) -> Card:
    """What the reminder becomes after "Remind me tomorrow"."""
    lines, progress, today = view.lines, view.progress, view.today
    return card(
        f"You will be reminded again on {_long_day(until)}.",
        title(f"Reminder · {_long_day(today)}", f"Put off until {_long_day(until)}"),
        Text("You can still answer now. The due dates stay as they are."),
        *listed(lines, today, opens=ask),
        progress_lines(progress, today) if progress else None,
        actions=[
            *give_buttons(lines, ask),
            *([Button("progress", "Give progress", ask)] if progress else []),
        ],
    )


def not_mine(lines: Sequence[Outstanding], ask: ButtonRef) -> Card:
    """Which of several indicators is not the person's. The input `indicator` sends the ref."""
    choices = [(str(line.indicator), line.indicator.ref) for line in lines[:MOST_CHOICES]]
    return card(
        "Which indicator is not yours?",
        title("Reminder", "Which indicator is not yours?"),
        Text("The performance team will be told, and will find out whose it is."),
        ChoiceInput(
            choices,
            id="indicator",
            label="Indicator (required)",
            style="expanded" if len(choices) <= MOST_LINES else "filtered",
            wrap=True,
            is_required=True,
            error_message="Choose the indicator that is not yours.",
        ),
        actions=[
            Button("not_mine_send", "Tell the performance team", ask, main=True),
            Button("back", "Back", ask, sends_inputs=False),
        ],
    )


def not_mine_told(indicator: Indicator, told: str) -> Card:
    """The performance team has been told. `told` says who, as in "the performance team"."""
    return card(
        f"Thank you. {told} will find out who gives {indicator.ref}.",
        title(f"Reminder · {indicator.service}", str(indicator)),
        Text(f"Thank you. {told} will find out whose indicator this is."),
        Text("Until the register is changed you may be reminded of it again.", is_subtle=True),
    )


def day_words(day: date, today: date) -> str:
    """`today`, `tomorrow`, or `Wednesday 7 October`; with the year when it is another one."""
    if day == today:
        return "today"
    if day == today + timedelta(days=1):
        return "tomorrow"
    return _long_day(day) + (f" {day.year}" if day.year != today.year else "")


def due_words(line: Outstanding, today: date) -> str:
    """Both dates: `Due Wednesday 7 October · entry closes Wednesday 14 October`."""
    words = f"{'Promised for' if line.is_promised else 'Due'} {day_words(line.due, today)}"
    if line.locks is None:
        return words
    if line.is_locked:
        return f"{words} · entry closed {day_words(line.locks, today)}"
    return f"{words} · entry closes {day_words(line.locks, today)}"


def listed(
    lines: Sequence[Outstanding],
    today: date,
    names: Mapping[int, str] | None = None,
    most: int = MOST_LINES,
    opens: ButtonRef | None = None,
) -> list[Element | None]:
    """These figures, worst delay first; beyond `most` they are only counted.

    With `opens` a tap on a row says `row_1` and so on.
    """
    shown = by_urgency(lines)[:most]
    rows = [
        _line(
            line,
            today,
            names or {},
            opener(row_verb(place), f"Open {line.indicator.ref}", opens) if opens else None,
        )
        for place, line in enumerate(shown, 1)
    ]
    return [*rows, _show_all(len(lines), most, opens) if opens else _more(len(lines), most)]


def by_urgency(lines: Sequence[Outstanding]) -> list[Outstanding]:
    """Worst delay first, as the rows of every list of figures that are due."""
    return sorted(lines, key=_urgency)


def number_of_figures(count: int) -> str:
    return "one figure" if count == 1 else f"{count} figures"


def _line(
    line: Outstanding, today: date, names: Mapping[int, str], opens: Button | None
) -> Container:
    late = f"! {working_days(line.overdue)} overdue" if line.overdue > 0 else ""
    owner = names.get(line.indicator.owner or 0, "")
    about = f"{line.period.words} · {due_words(line, today)}"
    return Container(
        Text(str(line.indicator), weight="Bolder", max_lines=2),
        Text(late, color="Attention", spacing="None") if late else None,
        Text(f"Owner: {owner}", spacing="None") if owner else None,
        Text(about, is_subtle=True, spacing="None", size="Small"),
        separator=True,
        select_action=opens,
    )


def _urgency(line: Outstanding) -> tuple[int, str, date]:
    return -line.overdue, line.indicator.ref, line.period.start


def _show_all(count: int, most: int, ask: ButtonRef) -> Container | None:
    """Beyond so many rows the list of all is one tap away, by the verb `list_due`."""
    if count <= most:
        return None
    words = Text(f"and {count - most} more: tap to see all", is_subtle=True)
    return Container(words, select_action=opener("list_due", f"Show all {count}", ask))


def _more(count: int, most: int = MOST_LINES) -> Text | None:
    return Text(f"and {count - most} more", is_subtle=True) if count > most else None


def _team(lines: Sequence[Outstanding], today: date, names: Mapping[int, str]) -> Element | None:
    if not lines:
        return None
    heading = f"Your team: {_overdue_in_team(lines)}"
    return Container(
        subheading(heading),
        *listed(lines, today, names, most=MOST_TEAM_LINES),
        style="emphasis",
        spacing="Large",
    )


def _overdue_in_team(lines: Sequence[Outstanding]) -> str:
    longest = max((line.overdue for line in lines), default=0)
    return f"{number_of_figures(len(lines))} up to {working_days(longest)} overdue"


def _asked_for(lines: Sequence[Outstanding]) -> str:
    late = sum(line.overdue > 0 for line in lines)
    words = f"{number_of_figures(len(lines))} {'is' if len(lines) == 1 else 'are'} due from you"
    if late == len(lines):
        return words.replace("due from you", "overdue")
    return words + (f", {late} overdue" if late else "")


def _short(lines: Sequence[Outstanding]) -> str:
    refs = [line.indicator.ref for line in sorted(lines, key=lambda line: _urgency(line))]
    more = f" and {len(refs) - 3} more" if len(refs) > 3 else ""
    return ", ".join(refs[:3]) + more


def _long_day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"
