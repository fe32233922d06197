"""The form in which the owner proposes an intervention, and the proposal as the board judges it."""

from collections.abc import Mapping, Sequence
from datetime import date

from cards.elements import (
    Button,
    ButtonRef,
    Buttons,
    Card,
    ChoiceInput,
    Column,
    Columns,
    Container,
    DateInput,
    Element,
    Reveal,
    Text,
    TextInput,
    card,
    note,
    said,
    subheading,
    title,
    to_mend,
)
from cards.interventions.intervention import from_whom, plan
from cards.person_fields import Names, as_typed, due_words, named
from cycle.improve.intervention import Intervention, Origin
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


def form(
    intervention: Intervention,
    indicator: Indicator,
    ask: ButtonRef,
    *,
    overdue: int = 0,
    measures: Sequence[Indicator] = (),
    suggested: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
    faults: Sequence[str] = (),
) -> Card:
    """The proposal form, with the inputs named in `INPUTS` and the verb `propose`.

    `measures` are the indicators the effect may be shown by, when there is a choice: the input
    `effect_indicator` sends a ref. `suggested` fills inputs beforehand, such as `effect_from`; an
    earlier proposal fills all of them (see `written`); what was `typed` stands instead.
    """
    given = {**(suggested or {}), **written(intervention.proposal, measures), **as_typed(typed)}
    needs_effect = intervention.origin is Origin.CONCERN
    return card(
        f"{indicator}: {faults[0] if faults else 'propose the intervention.'}",
        title(f"Proposal · {indicator.service}", str(indicator), from_whom(intervention)),
        to_mend(faults),
        Container(
            Text(f"{_asker(intervention)} asks:", size="Small", is_subtle=True),
            said(intervention.what, "what", first=240),
            said(intervention.returned, "returned", first=240) if intervention.returned else None,
            due_words("Propose it by", intervention.propose_by, overdue),
            style="emphasis",
        ),
        _words("cause", "What is the cause? (required)", given),
        _words("action", "What will be done about it? (required)", given),
        _day("starts", "It starts on (required)", given),
        *_milestone(1, given),
        *_further_milestones(given),
        subheading("What will change" if needs_effect else "What will change (if figures show it)"),
        *_effect(indicator, measures, given, needs_effect),
        _words("support", "Support needed from elsewhere (if any)", given),
        actions=[
            Button("propose", "Send to the board", ask, main=True),
            Button("stands", "Back", ask, sends_inputs=False),
        ],
    )


def to_decide(
    intervention: Intervention,
    indicator: Indicator,
    ask: ButtonRef,
    *,
    names: Names,
    measured: Indicator | None = None,
    overdue: int = 0,
    decide_by: date | None = None,
    until: date | None = None,
    notes: Sequence[str] = (),
    typed: Mapping[str, str] | None = None,
    faults: Sequence[str] = (),
) -> Card:
    """To the board: the proposal, to `agree`, or to `send_back` with `words` and a day `until`.

    `measured` is the effect's indicator where that is another; `until` the day filled in for the
    next proposal. Whoever proposed it may not agree to it.
    """
    by = named(names, intervention.proposed_by)
    on = f", {day_words(intervention.proposed_on)}" if intervention.proposed_on else ""
    return card(
        f"{indicator}: {faults[0] if faults else f'{by} proposes an intervention.'}",
        *(note(words) for words in notes),
        title(
            f"Intervention proposed · {indicator.kind.value} · {indicator.service}",
            str(indicator),
            f"By {by}{on}",
        ),
        Text(from_whom(intervention), size="Small") if intervention.source else None,
        to_mend(faults),
        due_words("To be decided by", decide_by, overdue) if decide_by else None,
        Container(
            Text(f"{_asker(intervention)} asked:", size="Small", is_subtle=True),
            said(intervention.what, "what", first=240),
            style="emphasis",
        ),
        *plan(intervention.proposal, measured or indicator, names, intervention.owner),
        Buttons(
            Button("agree", "Agree", ask, main=True, sends_inputs=False),
            Reveal("Send back …", "sending-back"),
            spacing="Medium",
        ),
        _sending_back(ask, until, as_typed(typed), is_open=bool(faults)),
    )


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


def _asker(intervention: Intervention) -> str:
    return intervention.asker[:1].upper() + intervention.asker[1:]


def _words(name: str, label: str, given: Mapping[str, str]) -> TextInput:
    return TextInput(id=name, label=label, is_multiline=True, value=given.get(name))


def _day(name: str, label: str, given: Mapping[str, str]) -> DateInput:
    return DateInput(id=name, label=label, value=_brief(name, given))


def _number(name: str, label: str, given: Mapping[str, str]) -> TextInput:
    return TextInput(id=name, label=label, value=_brief(name, given))


def _brief(name: str, given: Mapping[str, str]) -> str | None:
    """What was typed where a day or a number belongs: nobody types much there in good faith."""
    return given.get(name, "")[:LONGEST_NUMBER] or None


def _milestone(place: int, given: Mapping[str, str]) -> list[Element]:
    needed = " (required)" if place == 1 else ""
    name = f"milestone_{place}"
    return [
        TextInput(
            id=name, label=f"Milestone {place}: what is reached{needed}", value=given.get(name)
        ),
        _day(f"{name}_due", f"Milestone {place}: by when{needed}", given),
    ]


def _further_milestones(given: Mapping[str, str]) -> list[Element]:
    further = range(2, MILESTONES + 1)
    is_open = any(given.get(f"milestone_{n}{part}") for n in further for part in ("", "_due"))
    return [
        Buttons(Reveal("More milestones", "more-milestones")),
        Container(
            *(one for n in further for one in _milestone(n, given)),
            id="more-milestones",
            is_visible=is_open,
        ),
    ]


def _effect(
    indicator: Indicator,
    measures: Sequence[Indicator],
    given: Mapping[str, str],
    needs_effect: bool,
) -> list[Element]:
    needed = " (required)" if needs_effect else ""
    unit = f", in {indicator.unit}" if indicator.unit not in ("", "number") else ""
    choice: list[Element] = []
    refs = [one.ref for one in measures]
    if len(refs) > 1 or refs not in ([], [indicator.ref]):
        usual = indicator.ref if indicator.ref in refs else refs[0]
        choice.append(
            ChoiceInput(
                [(str(one), one.ref) for one in measures],
                id="effect_indicator",
                label=f"Shown by{needed}",
                value=_brief("effect_indicator", given) or usual,
            )
        )
        unit = ""
    else:
        choice.append(Text(f"Shown by {indicator}", size="Small", is_subtle=True))
    return [
        *choice,
        Columns(
            Column(_number("effect_from", f"From{unit}{needed}", given), width="stretch"),
            Column(_number("effect_to", f"To{unit}{needed}", given), width="stretch"),
        ),
        _day("effect_by", f"By when{needed}", given),
    ]


def _sending_back(
    ask: ButtonRef, until: date | None, typed: Mapping[str, str], is_open: bool
) -> Container:
    day = typed.get("until") or (until.isoformat() if until else None)
    return Container(
        TextInput(
            id="words",
            label="What is missing (required)",
            is_multiline=True,
            value=typed.get("words"),
        ),
        DateInput(id="until", label="Proposed again by (required)", value=day),
        Buttons(Button("send_back", "Send it back", ask)),
        id="sending-back",
        is_visible=is_open,
    )
