"""The year's set: how far its review is, what changes, and the steps to its agreement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards.elements import (
    Button,
    ButtonRef,
    Card,
    Container,
    DateInput,
    Element,
    Text,
    TextInput,
    card,
    subheading,
    title,
    to_mend,
)
from cards.person_fields import as_typed
from cycle.plan.kpi_set import KpiSet, KpiSetState, agreed_words
from cycle.plan.kpi_set_line import KpiSetLine, LineChange, set_words

CHANGES_SHOWN = 12
PEOPLE_SHOWN = 8

_FIELDS = {"kind": "Kind", "target": "Target", "tolerance": "Tolerance"}


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiSetView:
    """A year's set. `waiting` is (who, how many); `balance` sentences about the whole."""

    kpi_set: KpiSet
    lines: Sequence[KpiSetLine] = ()
    titles: Mapping[str, str]
    waiting: Sequence[tuple[str, int]] = ()
    balance: Sequence[str] = ()

    @property
    def changed(self) -> list[KpiSetLine]:
        return [line for line in self.lines if line.change is not LineChange.KEPT]


def set_card(
    view: KpiSetView,
    ask: ButtonRef | None,
    *,
    typed: Mapping[str, str] | None = None,
    faults: Sequence[str] = (),
) -> Card:
    """How far the year's set is; with an `ask` the performance team takes it the next step.

    Inputs by the state: `comment`; or `body`, `agreed_on` and `reference`.
    """
    kpi_set = view.kpi_set
    state = agreed_words(kpi_set)
    inputs, actions = _steps(kpi_set.state, ask, as_typed(typed)) if ask else ([], [])
    return card(
        faults[0] if faults else f"{kpi_set}: {state}. {set_words(view.lines)}.",
        title(f"What is measured · {kpi_set.year}", str(kpi_set), state),
        to_mend(faults),
        Text(f"{len(view.lines)} indicators: {set_words(view.lines)}.", weight="Bolder"),
        *_waiting(view),
        *(Text(f"• {sentence}", spacing="Small") for sentence in view.balance),
        *_changes(view),
        *_comment(kpi_set),
        *inputs,
        actions=actions,
    )


def _steps(
    state: KpiSetState, ask: ButtonRef, given: Mapping[str, str]
) -> tuple[list[Element], list[Button]]:
    back = Button("kpi_take_back", "Back to the review", ask, sends_inputs=False)
    match state:
        case KpiSetState.REVIEW:
            return [], [Button("kpi_propose", "Propose the set", ask, main=True)]
        case KpiSetState.PROPOSED:
            label = "What Overview and Scrutiny said (“no comment” is words too)"
            words = TextInput(
                id="comment", label=label, is_multiline=True, value=given.get("comment") or None
            )
            return [words], [Button("kpi_comment", "Keep the comments", ask, main=True), back]
        case KpiSetState.COMMENTED:
            fields: list[Element] = [
                TextInput(id="body", label="Agreed by (the body)", value=given.get("body")),
                DateInput(id="agreed_on", label="On", value=given.get("agreed_on") or None),
                TextInput(
                    id="reference", label="Reference of the decision", value=given.get("reference")
                ),
            ]
            return fields, [Button("kpi_agree", "Record the agreement", ask, main=True), back]
        case _:
            return [], []


def _waiting(view: KpiSetView) -> list[Element]:
    if not view.waiting:
        return []
    people = [f"{who} {count}" for who, count in view.waiting[:PEOPLE_SHOWN]]
    left = len(view.waiting) - PEOPLE_SHOWN
    more = f" and {left} more people" if left > 0 else ""
    return [Text(f"Not answered yet: {', '.join(people)}{more}.", is_subtle=True)]


def _changes(view: KpiSetView) -> list[Element]:
    if not view.changed:
        return []
    left = len(view.changed) - CHANGES_SHOWN
    return [
        subheading("What changes"),
        *(_change(line, view.titles) for line in view.changed[:CHANGES_SHOWN]),
        *([Text(f"and {left} more: see the paper", is_subtle=True)] if left > 0 else []),
    ]


def _change(line: KpiSetLine, titles: Mapping[str, str]) -> Container:
    terms = [
        f"{_FIELDS.get(name, name)}: {old or 'none'} → {new or 'none'}"
        for name, old, new in line.terms
        if name != "definition"
    ]
    if any(name == "definition" for name, *_ in line.terms):
        terms.append("Definition: reworded")
    return Container(
        Text(f"{line.ref} {titles.get(line.ref, '')}: {line.change}", weight="Bolder"),
        *(Text(words, size="Small", spacing="None") for words in terms),
        Text(line.reason, size="Small", spacing="None", is_subtle=True) if line.reason else None,
        spacing="Small",
    )


def _comment(kpi_set: KpiSet) -> list[Element]:
    if not kpi_set.comment:
        return []
    return [subheading("Overview and Scrutiny"), Text(kpi_set.comment)]
