"""Is the intervention working? The verdict, the chart from before to after, and what to do now."""

from collections.abc import Sequence
from dataclasses import dataclass

from cards.charts import PlottedPoint, Series, trend
from cards.elements import (
    Action,
    Button,
    Card,
    Container,
    DateInput,
    Element,
    Reveal,
    Text,
    TextInput,
    card,
    note,
    rows_of_buttons,
    title,
    to_mend,
)
from cards.form_state import UNTOUCHED, FormState
from cards.interventions.facts import InterventionFacts
from cycle.improve.intervention import Intervention, Origin, Stage
from cycle.improve.proposal import effect_words
from cycle.monitor.follow import Follows
from cycle.monitor.working import Finding, Progress
from cycle.periods import day_words
from cycle.plan.indicator import Indicator
from cycle.plan.units import shown
from cycle.review.standing import Standing

CHARTED = 24  # figures: a year before and a year after, of months
MOST_BEFORE = 3  # earlier findings listed
_MARKS = {  # a word and a shape; the ground says it again
    Progress.WORKING: ("✓ Working", "good"),
    Progress.TOO_EARLY: ("… Too early to tell", "emphasis"),
    Progress.NOT_WORKING: ("✕ Not working", "attention"),
}
_FOLLOWS = {
    Follows.NOTHING: "",
    Follows.PROPOSE_TO_CLOSE: "It has worked for two periods running: close it, and celebrate?",
    Follows.TELL_THE_BOARD: "The intervention continues: the board says how.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeView:
    """What the figures say of an intervention.

    `facts.measured` is the indicator that the effect names, `history` its figures, oldest first.
    Of the `findings` (oldest first, at least one) the newest is what the card tells, and `follows`
    what comes of it.
    """

    facts: InterventionFacts
    findings: Sequence[Finding]
    follows: Follows
    history: Sequence[Standing] = ()


def outcome(view: OutcomeView, state: FormState = UNTOUCHED) -> Card:
    """What the newest of the findings says, and what follows.

    With an `ask` the board decides: inputs `words` and `until`; verbs `close`, and where it does
    not work `continue`, `ask_again` and, of a concern, `escalate`. Without one the card only tells.
    """
    facts, finding = view.facts, view.findings[-1]
    indicator, intervention = facts.effect_indicator, facts.intervention
    words, style = _MARKS[finding.progress]
    decides = _decisions(facts)
    drawn = _drawn(indicator, intervention, finding, view.history)
    follows = _FOLLOWS[view.follows]
    return card(
        f"{indicator}: {state.summary(finding.sentence)}",
        *(note(one) for one in state.notes),
        title(f"Is it working? · {indicator.service}", str(indicator), _about(facts)),
        to_mend(state.faults),
        Container(Text(words, weight="Bolder", size="Medium"), style=style),
        Text(_reason(finding)),
        _promise(facts, finding),
        *_before(view.findings[:-1]),
        Text(follows, weight="Bolder") if follows and decides else None,
        *(_inputs(facts, state) if decides else ()),
        *rows_of_buttons([*decides, *([Reveal("The chart", "chart")] if drawn else [])]),
        Container(*drawn, id="chart", is_visible=False) if drawn else None,
        wide=True,
    )


def _about(facts: InterventionFacts) -> str:
    intervention = facts.intervention
    started = intervention.started_on
    since = f", since {day_words(started)}" if started else ""
    about = f"Intervention of {facts.name(intervention.owner)}{since}"
    return " · ".join(part for part in (about, intervention.source) if part)


def _reason(finding: Finding) -> str:
    """The sentence without the verdict, which stands above it."""
    reason = finding.sentence.removeprefix(f"{str(finding.progress).capitalize()}: ")
    return reason[:1].upper() + reason[1:]


def _promise(facts: InterventionFacts, finding: Finding) -> Text | None:
    """What was promised, while no figure is held against it: then the sentence says it."""
    proposal, indicator = facts.intervention.proposal, facts.effect_indicator
    effect = proposal.effect if proposal else None
    if effect is None or finding.period is not None:
        return None
    words = f"Promised: {effect_words(indicator, effect)} by {day_words(effect.by)}."
    return Text(words, size="Small", spacing="Small")


def _drawn(
    indicator: Indicator,
    intervention: Intervention,
    finding: Finding,
    history: Sequence[Standing],
) -> list[Element]:
    """The figures, an upright line at the start, a level one at what was promised; and a key.

    Where it is narrow Teams hides most of a chart's own key.
    """
    effect = intervention.proposal.effect if intervention.proposal else None
    started = intervention.started_on or finding.since.start
    kept = [(each, each.value) for each in history[-CHARTED:] if each.value is not None]
    points = [
        PlottedPoint(each.period.start, each.period.short_words, value, shown(indicator, value))
        for each, value in kept
    ]
    since = [(p.day, p.value) for p in points if not p.day < finding.since.start]
    if not since:
        return [part for part in [trend(indicator.ref, points, colour="neutral")] if part]

    key, heights = f"Upright line: the start, {day_words(started)}.", [p.value for p in points]
    marks: list[Series] = []
    if effect is not None:
        aim = shown(indicator, effect.target)
        level = [(point.day, effect.target) for point in points]
        marks.append(Series(f"Promised {aim}", level, "categoricalGreen"))
        key, heights = f"{key} Level line: {aim}, as promised.", [*heights, effect.target]
    foot = min(started, finding.since.start)  # what counts as after does not stand left of it
    upright = [(foot, min(heights)), (foot, max(heights))]
    marks.append(Series(f"Start, {day_words(started)}", upright, "categoricalPurple"))
    after = f"Since the start, {finding.since.short_words}"
    marks.append(Series(after, since, "categoricalPurple"))
    chart = trend(indicator.ref, points, *marks, colour="neutral")
    words = Text(key, size="Small", is_subtle=True, spacing="Small")
    return [chart, words] if chart is not None else []


def _before(findings: Sequence[Finding]) -> list[Element | None]:
    shown_ones = [one for one in findings if one.period is not None][-MOST_BEFORE:]
    if not shown_ones:
        return []
    line = " · ".join(
        f"{one.period.short_words} {one.progress}" for one in shown_ones if one.period
    )
    return [Text(f"Before: {line}", size="Small", is_subtle=True)]


def _inputs(facts: InterventionFacts, state: FormState) -> list[Element]:
    is_working = facts.intervention.stage is Stage.WORKING
    label = "What to say of it (if you like)" if is_working else "In a few words (required)"
    inputs: list[Element] = [
        TextInput(id="words", label=label, is_multiline=True, value=state.value("words"))
    ]
    if facts.intervention.stage is Stage.NOT_WORKING:
        label = "New day (to continue, or to ask again)"
        inputs.append(DateInput(id="until", label=label, value=facts.day(state)))
    return inputs


def _decisions(facts: InterventionFacts) -> list[Action]:
    ask, intervention = facts.ask, facts.intervention
    if ask is None or not intervention.is_live:
        return []
    if intervention.stage is Stage.WORKING:
        return [Button("close", "Close and celebrate", ask, main=True)]
    if intervention.stage is Stage.NOT_WORKING:
        decisions: list[Action] = [
            Button("continue", "Continue to a new day", ask, main=True),
            Button("ask_again", "Ask for another proposal", ask),
        ]
        if intervention.origin is Origin.CONCERN:  # it is the concern that is escalated
            decisions.append(Button("escalate", "Escalate to CMT", ask))
        return [*decisions, Button("close", "Close it", ask)]
    return []
