"""What is owed on an intervention: the owner's card to say it is done, or how it goes."""

from collections.abc import Sequence
from itertools import islice

from cards.concerns.minutes import MinuteLine
from cards.elements import (
    Action,
    Button,
    Buttons,
    Card,
    ChoiceInput,
    Container,
    DateInput,
    Element,
    Reveal,
    Text,
    TextInput,
    card,
    note,
    rows_of_buttons,
    subheading,
    title,
    to_mend,
)
from cards.escaping import short
from cards.figures.figure import working_days
from cards.form_state import UNTOUCHED, FormState
from cards.interventions.facts import InterventionFacts
from cards.interventions.intervention import milestones, progress_told
from cards.interventions.proposal import MILESTONES
from cards.person_fields import due_words
from cycle.improve.chase import DueStep, Owed
from cycle.improve.proposal import Milestone
from cycle.periods import day_words

CHOSEN = 60  # characters of a milestone in a list to choose from
LONGEST = 160  # characters of a milestone; the whole of it is on the card of the intervention


def chase(
    facts: InterventionFacts,
    owed: Sequence[DueStep],
    state: FormState = UNTOUCHED,
    *,
    is_moving: bool = False,
) -> Card:
    """To the owner, or whom a milestone names: what is due, the worst delay first.

    The input `words` and the verb `progress` tell how it goes; `milestone_done_1` and so on say
    that the milestone of that number, from 1, is reached. `owed` may be empty: then progress can be
    told all the same. Of the progress told so far the newest is shown. The inputs `milestone` (its
    number), `until` and `why` and the verb `postpone` put one off; they are folded away unless
    somebody `is_moving` one.
    """
    intervention, indicator = facts.intervention, facts.indicator
    steps = intervention.proposal.milestones if intervention.proposal else ()
    heading = _heading(owed)
    return card(
        f"{indicator}: {state.summary(f'{heading.lower()}.')}",
        *(note(words) for words in state.notes),
        title(f"Intervention · {facts.stage} · {indicator.service}", heading, str(indicator)),
        to_mend(state.faults),
        *(_asked(one) for one in owed if one.milestone is None),
        _steps(steps, owed, facts),
        _last_told(facts.progress),
        TextInput(
            id="words",
            label="How does it go? (required to tell progress)",
            is_multiline=True,
            value=state.value("words"),
        ),
        *rows_of_buttons(_buttons(facts, owed)),
        *_later(facts, state, is_moving),
    )


def _last_told(progress: Sequence[MinuteLine]) -> Container | None:
    if not progress:
        return None
    return Container(subheading("Told last"), progress_told(progress[-1], "progress"))


def _heading(owed: Sequence[DueStep]) -> str:
    late = sum(one.overdue > 0 for one in owed)
    if late:
        return "One action is overdue" if late == 1 else f"{late} actions are overdue"
    kinds = {one.owed for one in owed}
    if kinds == {Owed.MILESTONE}:
        return "A milestone is due" if len(owed) == 1 else f"{len(owed)} milestones are due"
    if kinds == {Owed.RECOMMENDATION}:
        return "A recommendation is due"
    return "How does the intervention go?"


def _asked(one: DueStep) -> Element:
    words = "A word on progress is asked for by"
    if one.owed is Owed.RECOMMENDATION:
        words = f"The {one.source} is to be met by"
    return due_words(words, one.due, one.overdue)


def _steps(
    steps: Sequence[Milestone], owed: Sequence[DueStep], facts: InterventionFacts
) -> Container | None:
    """All milestones, those that are late with how late they are."""
    late = {one.milestone: one.overdue for one in owed if one.overdue > 0}
    if not steps:
        return None
    lines: list[Element] = []
    owner = facts.intervention.owner
    for place, line in enumerate(milestones(steps, facts.names, owner, most=LONGEST)):
        lines.append(line)
        if place in late:
            words = f"! {working_days(late[place])} overdue"
            lines.append(Text(words, color="Attention", spacing="None"))
    return Container(subheading("Milestones"), *lines)


def _later(facts: InterventionFacts, state: FormState, is_moving: bool) -> list[Element]:
    """For the owner to put a milestone off."""
    proposal = facts.intervention.proposal
    steps = enumerate(proposal.milestones, 1) if proposal else ()
    waiting = [(place, one) for place, one in steps if one.done_on is None]
    if proposal is None or facts.ask is None or not waiting:
        return []
    end = day_words(proposal.end)
    return [
        Buttons(Reveal("Move a milestone …", "later"), spacing="Small"),
        Container(
            ChoiceInput(
                [(f"{place} {short(one.what, CHOSEN)}", str(place)) for place, one in waiting],
                id="milestone",
                label="Which milestone (required)",
                value=state.value("milestone", str(waiting[0][0])),
            ),
            DateInput(id="until", label="New day (required)", value=state.value("until")),
            TextInput(
                id="why", label="Why (required)", is_multiline=True, value=state.value("why")
            ),
            Text(
                f"The board sees it. You move it as far as {end}, the day promised; for a later "
                "one the board is asked.",
                size="Small",
                is_subtle=True,
            ),
            Buttons(Button("postpone", "Move it", facts.ask)),
            id="later",
            is_visible=is_moving,
        ),
    ]


def _buttons(facts: InterventionFacts, owed: Sequence[DueStep]) -> list[Action]:
    """Progress, and each milestone that is still to reach: those owed now first.

    Where nothing but milestones is owed, to say that the first of them is done is the usual press.
    """
    if facts.ask is None:
        return []
    proposal = facts.intervention.proposal
    steps = proposal.milestones if proposal else ()
    now = {one.milestone for one in owed}
    waiting = [place for place, one in enumerate(steps) if one.done_on is None]
    waiting.sort(key=lambda place: (place not in now, place))
    is_of_milestones = bool(owed) and None not in now
    done: list[Action] = [
        Button(
            f"milestone_done_{place + 1}",
            f"Milestone {place + 1} done",
            facts.ask,
            main=is_of_milestones and place == waiting[0],
        )
        for place in sorted(islice(waiting, MILESTONES))
    ]
    progress = Button("progress", "Tell progress", facts.ask, main=not is_of_milestones)
    return [*done, progress] if is_of_milestones else [progress, *done]
