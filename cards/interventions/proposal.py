"""The form in which the owner proposes an intervention, and the proposal as the board judges it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cards.elements import (
    Button,
    Buttons,
    Card,
    ChoiceInput,
    Column,
    Columns,
    Container,
    DateInput,
    Element,
    Facts,
    Reveal,
    Text,
    TextInput,
    card,
    note,
    rows_of_buttons,
    said,
    subheading,
    title,
    to_mend,
)
from cards.escaping import short
from cards.form_state import UNTOUCHED, FormState
from cards.interventions.facts import InterventionFacts
from cards.interventions.intervention import AT_HAND, effect_promised, from_whom, plan
from cards.person_fields import as_typed, due_words
from cycle.improve.intervention import Origin
from cycle.improve.proposal import Proposal
from cycle.periods import day_words
from cycle.plan.indicator import Indicator

MILESTONES = 4  # in the form; the first is at hand, the others one tap away
LONGEST_NUMBER = 100  # characters
INPUTS = (
    *("cause", "action", "starts"),
    *(f"milestone_{n}" for n in range(1, MILESTONES + 1)),  # what
    *(f"milestone_{n}_due" for n in range(1, MILESTONES + 1)),
    *("effect_indicator", "effect_from", "effect_to", "effect_by", "support"),
)
_LABELS = {
    "cause": "Cause",
    "action": "Action",
    "starts": "Start",
    "effect_indicator": "Shown by",
    "effect_from": "From",
    "effect_to": "To",
    "effect_by": "By when",
    "support": "Support",
}


def form(
    facts: InterventionFacts,
    measures: Sequence[Indicator] = (),
    suggested: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
) -> Card:
    """The proposal form, with the inputs named in `INPUTS` and the verb `propose`.

    `measures` are the indicators the effect may be shown by, when there is a choice: the input
    `effect_indicator` sends a ref. `suggested` fills inputs beforehand, such as `effect_from`; an
    earlier proposal fills all of them (see `written`); what was `typed` stands instead. `faults`
    say of each input by its id what is to be mended in it: on top and below the input.
    """
    intervention, indicator = facts.intervention, facts.indicator
    filled = {
        **(suggested or {}),
        **written(intervention.proposal, measures),
        **as_typed(typed),
    }
    given = ProposalInputs(filled, faults or {})
    mending = [f"{_label(name)} · {words}" for name, words in given.faults.items()]
    needs_effect = intervention.origin is Origin.CONCERN
    return card(
        f"{indicator}: {next(iter(mending), 'propose the intervention.')}",
        title(f"Proposal · {indicator.service}", str(indicator), from_whom(intervention)),
        to_mend(mending),
        Container(
            Text(f"{facts.asker} asks:", size="Small", is_subtle=True),
            said(intervention.what, "what", first=AT_HAND),
            said(intervention.returned, "returned", first=AT_HAND)
            if intervention.returned
            else None,
            due_words("Propose it by", intervention.propose_by, facts.overdue),
            style="emphasis",
        ),
        *given.text("cause", "What is the cause? (required)"),
        *given.text("action", "What will be done about it? (required)"),
        *given.day("starts", "It starts on (required)"),
        *_milestone(1, given),
        *_further_milestones(given),
        subheading("What will change" if needs_effect else "What will change (if figures show it)"),
        *_effect(indicator, measures, given, needs_effect),
        *given.text("support", "Support needed from elsewhere (if any)"),
        actions=[
            Button("propose", "Send to the board", facts.ask, main=True),
            Button("stands", "Back", facts.ask, sends_inputs=False),
        ]
        if facts.ask
        else [],
    )


def to_decide(
    facts: InterventionFacts, decide_by: date | None = None, state: FormState = UNTOUCHED
) -> Card:
    """To the board: the proposal, to `agree`, or to `send_back` with `words` and a day `until`.

    What will be done and what it promises stand at once; the rest of it is one tap away. Whoever
    proposed it may not agree to it.
    """
    intervention, indicator = facts.intervention, facts.indicator
    proposal = intervention.proposal
    by = facts.name(intervention.proposed_by)
    on = f", {day_words(intervention.proposed_on)}" if intervention.proposed_on else ""
    return card(
        f"{indicator}: {state.summary(f'{by} proposes an intervention.')}",
        *(note(words) for words in state.notes),
        title(
            f"Intervention proposed · {indicator.kind.value} · {indicator.service}",
            str(indicator),
            f"By {by}{on}",
        ),
        Text(from_whom(intervention), size="Small") if intervention.source else None,
        to_mend(state.faults),
        due_words("To be decided by", decide_by, facts.overdue) if decide_by else None,
        *(_in_short(proposal, facts) if proposal else ()),
        *(
            rows_of_buttons(
                [
                    Button("agree", "Agree", facts.ask, main=True, sends_inputs=False),
                    Reveal("Send back …", "sending-back"),
                    Reveal("All of it", "all"),
                ]
            )
            if facts.ask
            else ()
        ),
        _sending_back(facts, state),
        Container(
            Text(f"{facts.asker} asked:", size="Small", is_subtle=True),
            said(intervention.what, "what", first=AT_HAND),
            *plan(facts),
            id="all",
            is_visible=False,
        ),
    )


def _in_short(proposal: Proposal, facts: InterventionFacts) -> list[Element | None]:
    """What is done, by which steps, and what it promises."""
    count = len(proposal.milestones)
    steps = "one milestone" if count == 1 else f"{count} milestones"
    last = max((one.due for one in proposal.milestones), default=None)
    return [
        subheading("What is to be done"),
        Text(short(proposal.action, AT_HAND), spacing="None"),
        Facts(
            ("Promises", effect_promised(facts)),
            ("Starts", day_words(proposal.starts)),
            ("Steps", f"{steps}, the last by {day_words(last)}" if last else ""),
            ("Support", short(proposal.support)),
        ),
    ]


def written(proposal: Proposal | None, measures: Sequence[Indicator] = ()) -> dict[str, str]:
    """The proposal as the form's inputs, to be bettered; empty without one."""
    if proposal is None:
        return {}
    found = {
        "cause": proposal.cause,
        "action": proposal.action,
        "starts": proposal.starts.isoformat(),
        "support": proposal.support,
    }
    for place, one in enumerate(proposal.milestones[:MILESTONES], 1):
        found |= {f"milestone_{place}": one.what, f"milestone_{place}_due": one.due.isoformat()}
    if (effect := proposal.effect) is not None:
        refs = {one.id: one.ref for one in measures}
        found |= {
            "effect_from": f"{effect.start:f}",
            "effect_to": f"{effect.target:f}",
            "effect_by": effect.by.isoformat(),
        }
        found |= {"effect_indicator": refs[effect.indicator]} if effect.indicator in refs else {}
    return found


@dataclass(frozen=True, slots=True)
class ProposalInputs:
    """The form's inputs: what stands in each, and below it what is to be mended in it."""

    filled: Mapping[str, str]
    faults: Mapping[str, str]

    def text(self, name: str, label: str, *, is_long: bool = True) -> list[Element]:
        value = self.filled.get(name)
        return [
            TextInput(id=name, label=label, is_multiline=is_long, value=value),
            *self.fault(name),
        ]

    def day(self, name: str, label: str) -> list[Element]:
        return [DateInput(id=name, label=label, value=self.brief(name)), *self.fault(name)]

    def number(self, name: str, label: str) -> list[Element]:
        return [TextInput(id=name, label=label, value=self.brief(name)), *self.fault(name)]

    def brief(self, name: str) -> str | None:
        """What was typed where a day or a number belongs: nobody types much there in good faith."""
        return self.filled.get(name, "")[:LONGEST_NUMBER] or None

    def fault(self, name: str) -> list[Element]:
        words = self.faults.get(name)
        return [Text(f"! To mend · {words}", color="Attention", spacing="None")] if words else []


def _label(name: str) -> str:
    """What an input is called where its fault stands on top: `Milestone 2`."""
    if name.startswith("milestone_"):
        return f"Milestone {name.split('_')[1]}"
    return _LABELS[name]


def _milestone(place: int, given: ProposalInputs) -> list[Element]:
    needed = " (required)" if place == 1 else ""
    name = f"milestone_{place}"
    return [
        *given.text(name, f"Milestone {place}: what is reached{needed}", is_long=False),
        *given.day(f"{name}_due", f"Milestone {place}: by when{needed}"),
    ]


def _further_milestones(given: ProposalInputs) -> list[Element]:
    further = range(2, MILESTONES + 1)
    names = [f"milestone_{n}{part}" for n in further for part in ("", "_due")]
    is_open = any(given.filled.get(name) or given.faults.get(name) for name in names)
    return [
        Buttons(Reveal("More milestones", "more-milestones")),
        Container(
            *(part for n in further for part in _milestone(n, given)),
            id="more-milestones",
            is_visible=is_open,
        ),
    ]


def _effect(
    indicator: Indicator, measures: Sequence[Indicator], given: ProposalInputs, needs_effect: bool
) -> list[Element]:
    needed = " (required)" if needs_effect else ""
    refs = [one.ref for one in measures]
    shown_by: list[Element] = [Text(f"Shown by {indicator}", size="Small", is_subtle=True)]
    unit = _in_unit(indicator)
    if len(refs) > 1 or refs not in ([], [indicator.ref]):
        usual = indicator.ref if indicator.ref in refs else refs[0]
        chosen = given.brief("effect_indicator") or usual
        shown_by = [
            ChoiceInput(
                [(f"{one}{_in_unit(one)}", one.ref) for one in measures],
                id="effect_indicator",
                label=f"Shown by{needed}",
                value=chosen,
            )
        ]
        unit = next((_in_unit(one) for one in measures if one.ref == chosen), unit)
    return [
        *shown_by,
        *given.fault("effect_indicator"),
        Columns(
            Column(*given.number("effect_from", f"From{unit}{needed}"), width="stretch"),
            Column(*given.number("effect_to", f"To{unit}{needed}"), width="stretch"),
        ),
        *given.day("effect_by", f"By when{needed}"),
    ]


def _in_unit(indicator: Indicator) -> str:
    """`, in days`; nothing for a plain number."""
    return f", in {indicator.unit}" if indicator.unit not in ("", "number") else ""


def _sending_back(facts: InterventionFacts, state: FormState) -> Container | None:
    if facts.ask is None:
        return None
    return Container(
        TextInput(
            id="words",
            label="What is missing (required)",
            is_multiline=True,
            value=state.value("words"),
        ),
        DateInput(id="until", label="Proposed again by (required)", value=facts.day(state)),
        Buttons(Button("send_back", "Send it back", facts.ask)),
        id="sending-back",
        is_visible=bool(state.faults),
    )
