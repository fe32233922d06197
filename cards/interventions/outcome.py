"""Is the intervention working? The verdict, the chart from before to after, and what to do now."""

from collections.abc import Mapping, Sequence
from datetime import date

from cards.charts import PlottedPoint, Series, trend
from cards.elements import (
    Action,
    Button,
    ButtonRef,
    Card,
    Container,
    DateInput,
    Element,
    Text,
    TextInput,
    card,
    note,
    title,
    to_mend,
)
from cards.person_fields import Names, as_typed, named
from cycle.improve.intervention import Intervention, Origin, Stage
from cycle.improve.proposal import Effect, effect_words
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


def outcome(
    intervention: Intervention,
    indicator: Indicator,
    findings: Sequence[Finding],
    follows: Follows,
    ask: ButtonRef | None = None,
    *,
    names: Names,
    history: Sequence[Standing] = (),
    until: date | None = None,
    notes: Sequence[str] = (),
    typed: Mapping[str, str] | None = None,
    faults: Sequence[str] = (),
) -> Card:
    """What the newest of the `findings` (oldest first, at least one) says, and what follows.

    `indicator` is the one that the effect names, `history` its figures, oldest first. With an `ask`
    the board decides: inputs `words` and `until`; verbs `close`, and where it does not work
    `continue`, `ask_again` and, of a concern, `escalate`. Without one the card only tells.
    """
    finding = findings[-1]
    words, style = _MARKS[finding.progress]
    proposal = intervention.proposal
    decides = _decisions(intervention, finding, ask)
    return card(
        f"{indicator}: {faults[0] if faults else finding.sentence}",
        *(note(one) for one in notes),
        title(f"Is it working? · {indicator.service}", str(indicator), _about(intervention, names)),
        to_mend(faults),
        Container(Text(words, weight="Bolder", size="Medium"), style=style),
        Text(_reason(finding)),
        _promise(indicator, proposal.effect if proposal else None, finding),
        *_drawn(indicator, intervention, finding, history),
        *_before(findings[:-1]),
        Text(_FOLLOWS[follows], weight="Bolder") if _FOLLOWS[follows] and decides else None,
        *(_inputs(intervention, until, as_typed(typed)) if decides else ()),
        actions=decides,
        wide=True,
    )


def _about(intervention: Intervention, names: Names) -> str:
    owner = named(names, intervention.owner)
    source = intervention.source
    since = f", since {day_words(intervention.started_on)}" if intervention.started_on else ""
    return " · ".join(part for part in (f"Intervention of {owner}{since}", source) if part)


def _reason(finding: Finding) -> str:
    """The sentence without the verdict, which stands above it."""
    reason = finding.sentence.removeprefix(f"{str(finding.progress).capitalize()}: ")
    return reason[:1].upper() + reason[1:]


def _promise(indicator: Indicator, effect: Effect | None, finding: Finding) -> Text | None:
    """What was promised, while no figure is held against it: then the sentence says it."""
    if effect is None or finding.period is not None:
        return None
    words = f"Promised: {effect_words(indicator, effect)} by {day_words(effect.by)}."
    return Text(words, size="Small", spacing="Small")


def _drawn(
    indicator: Indicator,
    intervention: Intervention,
    finding: Finding,
    history: Sequence[Standing],
) -> list[Element | None]:
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
        return [trend(indicator.ref, points, colour="neutral")]

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


def _inputs(
    intervention: Intervention, until: date | None, typed: Mapping[str, str]
) -> list[Element]:
    is_working = intervention.stage is Stage.WORKING
    label = "What to say of it (if you like)" if is_working else "In a few words (required)"
    found: list[Element] = [
        TextInput(id="words", label=label, is_multiline=True, value=typed.get("words"))
    ]
    if intervention.stage is Stage.NOT_WORKING:
        day = typed.get("until") or (until.isoformat() if until else None)
        label = "New day (required to continue, or for another proposal)"
        found.append(DateInput(id="until", label=label, value=day))
    return found


def _decisions(intervention: Intervention, finding: Finding, ask: ButtonRef | None) -> list[Action]:
    if ask is None or not intervention.is_live:
        return []
    if intervention.stage is Stage.WORKING:
        return [Button("close", "Close and celebrate", ask, main=True)]
    if intervention.stage is Stage.NOT_WORKING:
        found: list[Action] = [
            Button("continue", "Continue to a new day", ask, main=True),
            Button("ask_again", "Ask for another proposal", ask),
        ]
        if intervention.origin is Origin.CONCERN:  # it is the concern that is escalated
            found.append(Button("escalate", "Escalate to CMT", ask))
        return [*found, Button("close", "Close it", ask)]
    return []
