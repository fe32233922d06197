"""The owner's form for each indicator in the yearly review, and what it becomes afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards.elements import (
    Button,
    ButtonRef,
    Buttons,
    Card,
    ChoiceInput,
    Container,
    Element,
    Reveal,
    Text,
    TextInput,
    card,
    note,
    subheading,
    title,
    to_mend,
)
from cards.person_fields import as_typed
from cycle.plan.control_test import QUESTION
from cycle.plan.indicator import Control, Indicator, Kind, Polarity
from cycle.plan.kpi_set import KpiSet
from cycle.plan.kpi_set_line import KpiSetLine, LineChange
from cycle.plan.smart_test import SmartFinding
from cycle.plan.units import shown
from cycle.review.kpi_answer import ENDED, TERMS, prefilled

CHANGES_SHOWN = 12

_CONTROL = {
    Control.FULLY: "Fully",
    Control.STRONGLY: "Strongly",
    Control.PARTLY: "Partly, with others",
    Control.HARDLY: "Hardly",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LineForm:
    """One indicator in the review. `place` is "2 of 8"; `findings` the SMART test's evidence;
    `suggested` what people suggested for it."""

    kpi_set: KpiSet
    indicator: Indicator
    line: KpiSetLine
    place: tuple[int, int] = (1, 1)
    findings: Sequence[SmartFinding] = ()
    suggested: Sequence[str] = ()


def review_due(kpi_set: KpiSet, count: int, ask: ButtonRef | None) -> Card:
    """To an owner: how many of their indicators wait for a word; nothing to press without one."""
    year = kpi_set.year
    if ask is None or not count:
        words = f"The review of the indicators for {year}: nothing waits for you."
        return card(words, title(f"KPI review · {year}", "Nothing waits for you", words))
    indicators = "1 indicator waits" if count == 1 else f"{count} indicators wait"
    return card(
        f"KPI review {year}: {indicators} for you.",
        title(
            f"KPI review · {year}",
            f"{indicators} for you",
            "Should each be measured next year as it is? Most need one press.",
        ),
        actions=[Button("kpi_begin", "Begin", ask, main=True)],
    )


def line_form(
    form: LineForm,
    ask: ButtonRef,
    *,
    typed: Mapping[str, str] | None = None,
    faults: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> Card:
    """One indicator: the control test, what it informed, and a change of its terms one tap away.

    Inputs `control`, `control_words`, `decided_with`, `kind`, `target`, `tolerance`, `definition`
    and `reason`; the verb is `kpi_answer`.
    """
    indicator, line = form.indicator, form.line
    before = prefilled(indicator)
    given = before | _answered(line) | as_typed(typed)
    is_changed = any(given.get(name, "") != before[name] for name in TERMS)
    number, count = form.place
    of = f" · {number} of {count}" if count > 1 else ""
    return card(
        faults[0] if faults else f"{indicator}: does it stay for {form.kpi_set.year}?",
        *(note(words) for words in notes),
        title(f"KPI review {form.kpi_set.year}{of}", str(indicator), terms_words(indicator)),
        to_mend(faults),
        *(Text(f"• {finding.flag}", spacing="Small") for finding in form.findings if finding.flag),
        *(Text(f"Suggested: {words}", size="Small", spacing="Small") for words in form.suggested),
        ChoiceInput(
            [(label, choice.value) for choice, label in _CONTROL.items()],
            id="control",
            label=QUESTION,
            style="compact",
            placeholder="Choose",
            value=given.get("control") or None,
        ),
        _words("control_words", "If partly: with whom, and how far?", given),
        _words("decided_with", "Which decision did it inform this year?", given),
        Container(*_terms(indicator, given), id="terms", is_visible=is_changed or bool(faults)),
        Container(*_evidence(form.findings), id="evidence", is_visible=False)
        if form.findings
        else None,
        Buttons(
            Reveal("Change or end it", "terms"),
            *([Reveal("Evidence", "evidence")] if form.findings else []),
        ),
        actions=[
            Button("kpi_answer", "Send and next" if number < count else "Send", ask, main=True)
        ],
    )


def terms_words(indicator: Indicator) -> str:
    """`KPI · target 90% · Amber to 10 percent past it · monthly`."""
    if indicator.polarity is Polarity.RANGE and indicator.range_low is not None:
        high = indicator.range_high if indicator.range_high is not None else indicator.range_low
        aim = f"between {shown(indicator, indicator.range_low)} and {shown(indicator, high)}"
    elif indicator.target is None:
        aim = "no target"
    else:
        aim = f"target {shown(indicator, indicator.target)}"
    return f"{indicator.kind} · {aim} · {indicator.frequency}"


def all_answered(kpi_set: KpiSet, answered: Sequence[tuple[str, LineChange]]) -> Card:
    """What the form becomes after the last: the references, and what becomes of each."""
    shown_lines = answered[:CHANGES_SHOWN]
    left = len(answered) - len(shown_lines)
    year = kpi_set.year
    return card(
        f"Thank you. Your indicators are answered for {year}.",
        title(
            f"KPI review · {year}",
            "Your indicators are answered",
            "The set goes to Overview and Scrutiny and then to Cabinet.",
        ),
        *(Text(f"✓ {words}: {change}", spacing="Small") for words, change in shown_lines),
        Text(f"and {left} more", is_subtle=True) if left > 0 else None,
    )


def _answered(line: KpiSetLine) -> dict[str, str]:
    """What was answered before, where the form is opened again."""
    if not line.is_answered:
        return {}
    given = {name: new for name, _, new in line.terms if name in TERMS}
    if line.change is LineChange.ENDED:
        given["kind"] = ENDED
    if line.control is not None:
        given["control"] = line.control.value
    return given | {
        "control_words": line.control_words,
        "reason": line.reason,
        "decided_with": line.decided_with,
    }


def _terms(indicator: Indicator, given: Mapping[str, str]) -> list[Element]:
    kinds = [*((kind.value, kind.value) for kind in Kind), ("End it after 31 March", ENDED)]
    has_target = indicator.polarity not in (Polarity.RANGE, Polarity.NONE)
    percent = " (per cent of the target)" if indicator.tolerance_unit == "percent" else " (points)"
    return [
        subheading("From 1 April"),
        ChoiceInput(kinds, id="kind", label="Kind", style="compact", value=given.get("kind")),
        *([_line("target", f"Target ({indicator.unit})", given)] if has_target else []),
        *([_line("tolerance", f"Tolerance{percent}", given)] if has_target else []),
        _words("definition", "Definition", given),
        _words("reason", "Why (required for a change)", given),
        Text(
            "Targets of single months come by a table, from 1 April on.",
            is_subtle=True,
            size="Small",
        )
        if indicator.cumulative
        else Text("It counts once the set is agreed.", is_subtle=True, size="Small"),
    ]


def _evidence(findings: Sequence[SmartFinding]) -> list[Element]:
    return [
        Text(f"{finding.question}: {finding.evidence}", size="Small", spacing="Small")
        for finding in findings
    ]


def _line(name: str, label: str, given: Mapping[str, str]) -> TextInput:
    return TextInput(id=name, label=label, value=given.get(name) or None)


def _words(name: str, label: str, given: Mapping[str, str]) -> TextInput:
    return TextInput(id=name, label=label, is_multiline=True, value=given.get(name) or None)
