"""Risks: the question to an owner, the answer, risks of an indicator, and KPIs without one."""

from collections.abc import Sequence
from enum import IntEnum

from cards.elements import (
    Button,
    ButtonRef,
    Card,
    ChoiceInput,
    Container,
    Element,
    RichText,
    Text,
    TextInput,
    TextRun,
    card,
    note,
    said,
    subheading,
    title,
    to_mend,
)
from cards.figures.figure import panel
from cards.form_state import UNTOUCHED, FormState
from cards.person_fields import Names, named
from cycle.improve.risk import Impact, Likelihood, Prompt, Risk, RiskStatus
from cycle.plan.indicator import Indicator
from cycle.review.standing import Standing

MOST_RISKS = 10
MOST_INDICATORS = 20


def prompted(
    prompt: Prompt,
    ask: ButtonRef,
    standing: Standing | None = None,
    state: FormState = UNTOUCHED,
) -> Card:
    """To the risk's owner: may it be becoming real? `ask.version` is the risk's.

    Inputs `likelihood` and `impact` (1 to 5, as they stand unless `typed`) and `words`; the verb is
    `risk_answer`. Leaving the score as it is, with a note, is an answer.
    """
    risk = prompt.risk
    return card(
        f"{risk.ref} {risk.title}: {state.summary(prompt.sentence)}",
        *(note(words) for words in state.notes),
        title("Corporate risk", f"{risk.ref} {risk.title}", "Is it becoming real?"),
        to_mend(state.faults),
        Text(prompt.sentence.removesuffix(f" {risk.words}")),
        panel(standing, is_calm=True) if standing is not None else None,
        subheading(f"Now: {score(risk)}"),
        _scale(
            "likelihood",
            "Likelihood",
            Likelihood,
            state.value("likelihood", str(int(risk.likelihood))),
        ),
        _scale("impact", "Impact", Impact, state.value("impact", str(int(risk.impact)))),
        TextInput(
            id="words",
            label="Note (required where the score stays)",
            is_multiline=True,
            value=state.value("words"),
        ),
        actions=[Button("risk_answer", "Answer", ask, main=True)],
    )


def risk_scored(
    before: Risk,
    after: Risk,
    words: str,
    by: str,
    *,
    names: Names,
    notes: Sequence[str] = (),
) -> Card:
    """What was kept: the score, what it was before, and the note."""
    is_new = (before.likelihood, before.impact) != (after.likelihood, after.impact)
    heading = "Scored anew" if is_new else "The score stays"
    return card(
        f"{after.ref} {after.title}: {score(after)}.",
        *(note(one) for one in notes),
        title(f"Corporate risk · {heading}", f"{after.ref} {after.title}"),
        Text(_capital(score(after)), weight="Bolder"),
        Text(f"Before: {score(before)}", is_subtle=True, spacing="None") if is_new else None,
        Container(subheading(f"Note by {by}"), said(words, "words")) if words.strip() else None,
        Text(f"Owner: {_owner(after, names)}", size="Small", is_subtle=True),
    )


def risks_of(asked: str, risks: Sequence[Risk], *, names: Names) -> Card:
    """The risks an indicator watches, or a part of the register, in the order given."""
    if not risks:
        words = "No corporate risk is linked: the performance team links one."
        return card(f"{asked}: {words}", title("Risks", asked), Text(words))
    count = "one risk" if len(risks) == 1 else f"{len(risks)} risks"
    left = len(risks) - MOST_RISKS
    return card(
        f"{asked}: {count}.",
        title(f"Risks · {count}", asked),
        *(_line(risk, names) for risk in risks[:MOST_RISKS]),
        Text(f"and {left} more, in the export of risks", size="Small", is_subtle=True)
        if left > 0
        else None,
    )


def without_risk(indicators: Sequence[Indicator], unwatched: Sequence[Risk] = ()) -> Card:
    """To the performance team: KPIs that watch no open risk, and risks that none now watches."""
    if not indicators:
        words = "Every KPI watches a risk."
        alone = f" Risks that no indicator watches: {len(unwatched)}." if unwatched else ""
        return card(
            words + alone,
            title("KPIs without a risk", words),
            Text(f"✓ {words}"),
            *_unwatched(unwatched),
        )
    one = len(indicators) == 1
    heading = f"{'One KPI watches' if one else f'{len(indicators)} KPIs watch'} no risk"
    left = len(indicators) - MOST_INDICATORS
    return card(
        f"{heading}.",
        title("Performance team · Risk", heading),
        Text("What deserves a KPI deserves a risk check: link a risk, or score a new one."),
        *(Text(f"• {each}", spacing="Small") for each in indicators[:MOST_INDICATORS]),
        Text(f"and {left} more", size="Small", is_subtle=True) if left > 0 else None,
        *_unwatched(unwatched),
    )


def _unwatched(risks: Sequence[Risk]) -> list[Element | None]:
    if not risks:
        return []
    left = len(risks) - MOST_RISKS
    return [
        subheading("Risks that no indicator watches"),
        Text("None is linked, or those that are have been retired.", size="Small", is_subtle=True),
        *(Text(f"• {risk.words}", spacing="Small") for risk in risks[:MOST_RISKS]),
        Text(f"and {left} more", size="Small", is_subtle=True) if left > 0 else None,
    ]


def score(risk: Risk) -> str:
    """`likelihood 3 of 5 × impact 4 of 5 = 12, high`."""
    places = f"likelihood {risk.likelihood:d} of 5 × impact {risk.impact:d} of 5"
    return f"{places} = {risk.score}, {risk.level}"


def _line(risk: Risk, names: Names) -> Container:
    closed = " · closed" if risk.status is RiskStatus.CLOSED else ""
    return Container(
        Text(f"{risk.ref} {risk.title}", weight="Bolder"),
        RichText(
            TextRun(f"{risk.score}, {risk.level}", weight="Bolder"),
            TextRun(f" · {score(risk).partition(' =')[0]}"),
            spacing="None",
        ),
        Text(f"Owner: {_owner(risk, names)}{closed}", size="Small", is_subtle=True, spacing="None"),
        separator=True,
    )


def _owner(risk: Risk, names: Names) -> str:
    return named(names, risk.owner, "the performance team")


def _scale(name: str, label: str, scale: type[IntEnum], value: str | None) -> ChoiceInput:
    return ChoiceInput(
        [(f"{n.value} of 5: {n.name.replace('_', ' ').lower()}", str(n.value)) for n in scale],
        id=name,
        label=f"{label} (1 to 5)",
        style="compact",
        value=value,
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
