"""What is owed on an intervention: the owner's card to say it is done, or how it goes."""

from collections.abc import Mapping, Sequence
from itertools import islice

from cards.elements import (
    Action,
    Ask,
    Button,
    Card,
    Container,
    Element,
    Text,
    TextInput,
    card,
    note,
    subheading,
    title,
    to_mend,
)
from cards.improve.intervention import STAGES, milestones, progress_told
from cards.improve.minutes import Minute
from cards.improve.proposal import MILESTONES
from cards.improve.whom import Names, as_typed, due_words
from cards.review.figure import working_days
from cycle.improve.chase import Due, Owed
from cycle.improve.intervention import Intervention
from cycle.improve.proposal import Milestone
from cycle.plan.indicator import Indicator

LONGEST = 160  # characters of a milestone; the whole of it is on the card of the intervention


def chase(
    intervention: Intervention,
    indicator: Indicator,
    owed: Sequence[Due],
    ask: Ask,
    *,
    names: Names,
    progress: Sequence[Minute] = (),
    notes: Sequence[str] = (),
    typed: Mapping[str, str] | None = None,
    faults: Sequence[str] = (),
) -> Card:
    """To the owner, or whom a milestone names: what is due, the worst delay first.

    The input `words` and the verb `progress` tell how it goes; `milestone_done_1` and so on say
    that the milestone of that number, from 1, is reached. `owed` may be empty: then progress can be
    told all the same. `progress` is what was told so far, oldest first: the newest is shown.
    """
    proposal = intervention.proposal
    steps = proposal.milestones if proposal else ()
    heading = _heading(owed)
    return card(
        f"{indicator}: {faults[0] if faults else heading.lower()}.",
        *(note(words) for words in notes),
        title(
            f"Intervention · {STAGES[intervention.stage]} · {indicator.service}",
            heading,
            str(indicator),
        ),
        to_mend(faults),
        *(_asked(one) for one in owed if one.milestone is None),
        _steps(steps, owed, names, intervention.owner),
        _last_told(progress),
        TextInput(
            id="words",
            label="How does it go? (required to tell progress)",
            is_multiline=True,
            value=as_typed(typed).get("words"),
        ),
        actions=_buttons(intervention, owed, ask),
    )


def _last_told(progress: Sequence[Minute]) -> Container | None:
    if not progress:
        return None
    return Container(subheading("Told last"), progress_told(progress[-1], "progress"))


def _heading(owed: Sequence[Due]) -> str:
    late = sum(one.overdue > 0 for one in owed)
    if late:
        return "One action is overdue" if late == 1 else f"{late} actions are overdue"
    kinds = {one.owed for one in owed}
    if kinds == {Owed.MILESTONE}:
        return "A milestone is due" if len(owed) == 1 else f"{len(owed)} milestones are due"
    return "How does the intervention go?"


def _asked(one: Due) -> Element:
    return due_words("A word on progress is asked for by", one.due, one.overdue)


def _steps(
    steps: Sequence[Milestone], owed: Sequence[Due], names: Names, owner: int | None
) -> Container | None:
    """All milestones, those that are late with how late they are."""
    late = {one.milestone: one.overdue for one in owed if one.overdue > 0}
    if not steps:
        return None
    found: list[Element] = []
    for place, line in enumerate(milestones(steps, names, owner, most=LONGEST)):
        found.append(line)
        if place in late:
            words = f"! {working_days(late[place])} overdue"
            found.append(Text(words, color="Attention", spacing="None"))
    return Container(subheading("Milestones"), *found)


def _buttons(intervention: Intervention, owed: Sequence[Due], ask: Ask) -> list[Action]:
    """Progress, and each milestone that is still to reach: those owed now first."""
    steps = intervention.proposal.milestones if intervention.proposal else ()
    now = {one.milestone for one in owed}
    waiting = [place for place, one in enumerate(steps) if one.done_on is None]
    waiting.sort(key=lambda place: (place not in now, place))
    buttons: list[Action] = [Button("progress", "Tell progress", ask, main=True)]
    buttons += (
        Button(f"milestone_done_{place + 1}", f"Milestone {place + 1} done", ask)
        for place in sorted(islice(waiting, MILESTONES))
    )
    return buttons
