"""An intervention: the board's ask to the owner, and how it stands, with what is still to do."""

from collections.abc import Sequence

from cards.concerns.minutes import MinuteLine
from cards.elements import (
    Action,
    Button,
    Card,
    Container,
    DateInput,
    Element,
    Facts,
    Reveal,
    RichText,
    Text,
    TextInput,
    TextRun,
    card,
    note,
    rows_of_buttons,
    said,
    subheading,
    title,
    to_mend,
)
from cards.escaping import short
from cards.figures.figure import panel
from cards.form_state import UNTOUCHED, FormState
from cards.interventions.facts import STAGES, InterventionFacts
from cards.person_fields import Names, due_words, named
from cycle.improve.intervention import Intervention, Stage
from cycle.improve.proposal import Milestone, Proposal, effect_words
from cycle.periods import day_words
from cycle.plan.indicator import Indicator
from cycle.refusals import LONGEST_WORDS
from cycle.review.standing import Standing

AT_HAND = 200  # characters of what was asked before the rest is a tap away
MOST_PROGRESS = 4  # words on progress, told before the newest


def asked(
    facts: InterventionFacts,
    standing: Standing | None = None,
    sentence: str = "",
    notes: Sequence[str] = (),
) -> Card:
    """To the owner: what the board asks for and by when; `open_proposal` opens the form.

    Sent back, it says what is missing. `sentence` says why the concern was raised. A recommendation
    names its source.
    """
    intervention, indicator = facts.intervention, facts.indicator
    by = facts.name(intervention.asked_by, "the board")
    day, on = day_words(intervention.propose_by), day_words(intervention.asked_on)
    is_back = intervention.stage is Stage.SENT_BACK
    wants = "asks for another proposal" if is_back else "asks for an intervention"
    asker = "The board" if is_back else facts.asker
    return card(
        f"{indicator}: {asker[:1].lower()}{asker[1:]} {wants} by {day}.",
        *(note(words) for words in notes),
        title(
            f"Intervention · {indicator.kind.value} · {indicator.service}",
            f"{asker} {wants}",
            f"{indicator} · {standing.period.words}" if standing is not None else str(indicator),
        ),
        due_words("Please propose it by", intervention.propose_by, facts.overdue),
        subheading(f"{from_whom(intervention) or f'{by}, {on}'}:"),
        said(intervention.what, "what"),
        Text(f"Followed up by {by}, since {on}", size="Small", is_subtle=True)
        if intervention.source
        else None,
        _returned(intervention),
        panel(standing, is_calm=True) if standing is not None else None,
        Text(sentence, size="Small") if sentence else None,
        actions=[Button("open_proposal", "Propose the intervention", facts.ask, main=True)]
        if facts.ask
        else [],
    )


def stands(
    facts: InterventionFacts,
    finding: str = "",
    *,
    may_close: bool = False,
    state: FormState = UNTOUCHED,
) -> Card:
    """How it stands now: stage, what comes next, the newest finding and the newest progress.

    The plan, and what was told before, are one tap away. `finding` is the newest sentence of what
    the figures say. With `may_close` a board member closes it before its time, or asks for another
    proposal once it was agreed: inputs `words` and `until`; verbs `close` and `ask_again`.
    """
    intervention, indicator, progress = facts.intervention, facts.indicator, facts.progress
    closes = facts.ask is not None and may_close and intervention.is_live
    told = f" {progress[-1].by}: {short(progress[-1].words)}" if progress else ""
    details = [*plan(facts), *_told_before(progress)]
    return card(
        f"{indicator}: intervention {intervention.stage}.{told}",
        *(note(words) for words in state.notes),
        title(f"Intervention · {indicator.service}", str(indicator), from_whom(intervention)),
        to_mend(state.faults),
        Text(facts.stage, weight="Bolder", size="Medium"),
        Text(next_words(intervention, facts.names), spacing="None"),
        said(intervention.what, "what", first=AT_HAND),
        _returned(intervention),
        _promised(facts),
        Container(subheading("What the figures say"), Text(finding, spacing="None"))
        if finding
        else None,
        _newest(progress),
        _ended(facts),
        *rows_of_buttons(
            [
                *([Reveal("The plan", "plan")] if details else []),
                *([_closing(intervention)] if closes else []),
            ]
        ),
        *(_deciding(facts, state) if closes else ()),
        Container(*details, id="plan", is_visible=False) if details else None,
    )


def unmeasured(intervention: Intervention, measured: Indicator) -> str:
    """That the indicator which is to show the effect is retired, and what can be done now."""
    since = f" from {day_words(measured.retired_from)}" if measured.retired_from else ""
    if intervention.proposal is None:
        then = "A proposal has to name another indicator, or the board closes this."
    else:
        then = "The intervention goes on until the board closes it."
    return f"{measured} is retired{since}: no later figure will show the effect. {then}"


def from_whom(intervention: Intervention) -> str:
    """What it answers: nothing for a concern, else `Recommendation IA-26-07 of internal audit`, and
    by when it is to be met.
    """
    source = intervention.source
    by = f", to be met by {day_words(intervention.due)}" if intervention.due else ""
    return f"{source[:1].upper()}{source[1:]}{by}" if source else ""


def glance(intervention: Intervention, names: Names, *, says_what: bool = True) -> Container:
    """It in two lines, as the board's card and lists show it; what was asked may stand above."""
    return Container(
        RichText(
            TextRun("Intervention ", is_subtle=True),
            TextRun(STAGES[intervention.stage], weight="Bolder"),
            TextRun(f" · {short(intervention.what)}" if says_what else ""),
        ),
        Text(next_words(intervention, names), size="Small", spacing="None"),
        spacing="Small",
    )


def next_words(intervention: Intervention, names: Names) -> str:
    """What comes next and from whom: `Olive Marsh is to propose it by 30 October 2026.`"""
    owner = named(names, intervention.owner, "Somebody still to be named")
    proposal = intervention.proposal
    match intervention.stage:
        case Stage.ASKED | Stage.SENT_BACK:
            return f"{owner} is to propose it by {day_words(intervention.propose_by)}."
        case Stage.PROPOSED:
            by = named(names, intervention.proposed_by, owner)
            return f"Proposed by {by}: the board agrees, or sends it back."
        case Stage.NOT_WORKING:
            return "The board says how it goes on."
        case Stage.CLOSED:
            on = f" on {day_words(intervention.closed_on)}" if intervention.closed_on else ""
            return f"Closed{on}."
        case Stage.AGREED if proposal is not None:
            return f"{owner} starts it on {day_words(proposal.starts)}."
        case _:
            return _next_milestone(proposal, owner, names)


def plan(facts: InterventionFacts) -> list[Element | None]:
    """The proposal: cause, action, milestones, effect and support. Nothing without one."""
    proposal = facts.intervention.proposal
    if proposal is None:
        return []
    return [
        subheading("Cause"),
        said(proposal.cause, "cause"),
        subheading("What is done"),
        said(proposal.action, "action"),
        subheading("Milestones"),
        *milestones(proposal.milestones, facts.names, facts.intervention.owner),
        Facts(
            ("Starts", day_words(proposal.starts)),
            ("Effect", effect_promised(facts)),
            ("Support", proposal.support),
        ),
    ]


def effect_promised(facts: InterventionFacts) -> str:
    """`HOU-05 from 104 to 90 by 31 January 2027`; empty where no effect is promised."""
    proposal, indicator = facts.intervention.proposal, facts.effect_indicator
    effect = proposal.effect if proposal else None
    if effect is None:
        return ""
    return f"{indicator.ref} {effect_words(indicator, effect)} by {day_words(effect.by)}"


def milestones(
    found: Sequence[Milestone], names: Names, owner: int | None, *, most: int = LONGEST_WORDS
) -> list[Element]:
    """Each on a line: `1 ○ Keys collected ourselves · by 16 November 2026`."""
    return [
        RichText(
            TextRun(f"{place} {'✓' if one.done_on else '○'} ", weight="Bolder"),
            TextRun(short(one.what, most)),
            TextRun(f" · {_milestone_day(one, names, owner)}", is_subtle=True),
            spacing="Small",
        )
        for place, one in enumerate(found, 1)
    ]


def _milestone_day(one: Milestone, names: Names, owner: int | None) -> str:
    day = f"done on {day_words(one.done_on)}" if one.done_on else f"by {day_words(one.due)}"
    who = "" if one.who in (None, owner) else named(names, one.who)
    return ", ".join(part for part in (day, who, one.moved_words) if part)


def _next_milestone(proposal: Proposal | None, owner: str, names: Names) -> str:
    waiting = [one for one in proposal.milestones if not one.done_on] if proposal else []
    if not waiting:
        return f"{owner}: every milestone is reached."
    first = waiting[0]
    return f"{named(names, first.who, owner)}: {short(first.what)} by {day_words(first.due)}."


def _returned(intervention: Intervention) -> Container | None:
    if not intervention.returned.strip():
        return None
    return Container(subheading("Sent back by the board"), said(intervention.returned, "returned"))


def _promised(facts: InterventionFacts) -> Text | None:
    words = effect_promised(facts)
    return Text(f"Promised: {words}.", size="Small", spacing="Small") if words else None


def _newest(progress: Sequence[MinuteLine]) -> Container | None:
    """The newest word on progress."""
    if not progress:
        return None
    return Container(subheading("Progress"), progress_told(progress[-1], "progress"))


def _told_before(progress: Sequence[MinuteLine]) -> list[Element | None]:
    before = list(reversed(progress[:-1]))[:MOST_PROGRESS]
    if not before:
        return []
    told = [progress_told(one, f"progress-{n}") for n, one in enumerate(before)]
    return [subheading("Told before"), *told]


def progress_told(one: MinuteLine, name: str) -> Container:
    """One's word on progress. `name` makes its ids: unique in the card."""
    when = f"{one.by}, {day_words(one.on)}"
    return Container(
        Text(when, size="Small", is_subtle=True), said(one.words, name, first=240), spacing="Small"
    )


def _ended(facts: InterventionFacts) -> Container | None:
    intervention = facts.intervention
    if intervention.closed_on is None:
        return None
    by = facts.name(intervention.closed_by, intervention.asker)
    return Container(
        subheading(f"Closed by {by}, {day_words(intervention.closed_on)}"),
        said(intervention.reason, "reason"),
        separator=True,
    )


def _may_ask_again(intervention: Intervention) -> bool:
    return intervention.stage is Stage.AGREED or intervention.stage.is_under_way


def _closing(intervention: Intervention) -> Reveal:
    """What the board may do at any time, out of the way of a thumb."""
    may_ask = _may_ask_again(intervention)
    return Reveal("Ask anew, or close it …" if may_ask else "Close it …", "closing")


def _deciding(facts: InterventionFacts, state: FormState) -> list[Element]:
    """The form behind it: hidden, unless something in it is to be mended."""
    assert facts.ask is not None  # else nothing can be decided
    may_ask = _may_ask_again(facts.intervention)
    actions: list[Action] = [Button("close", "Close the intervention", facts.ask)]
    if may_ask:
        actions.insert(0, Button("ask_again", "Ask for another proposal", facts.ask))
    return [
        Container(
            TextInput(
                id="words", label="Why (required)", is_multiline=True, value=state.value("words")
            ),
            DateInput(id="until", label="Proposed again by", value=facts.day(state))
            if may_ask
            else None,
            *rows_of_buttons(actions),
            id="closing",
            is_visible=bool(state.faults),
        ),
    ]
