"""The day has passed by which an effect was promised, and no figure shows yet whether it came."""

from dataclasses import dataclass
from datetime import date

from cards.elements import Card, Container, Element, Text, card, subheading, title
from cards.interventions.facts import STAGES
from cards.interventions.intervention import next_words
from cards.person_fields import Names, named
from cycle.improve.intervention import Intervention
from cycle.improve.proposal import effect_words
from cycle.periods import day_words
from cycle.review.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisedView:
    """A promise whose day has passed.

    `standing` is that of the period which is to show it, `by` the day promised, `owner_name` the
    indicator's, and `sentence` what the newest figure has said.
    """

    intervention: Intervention
    by: date
    standing: Standing
    is_awaited: bool
    names: Names
    owner_name: str = ""
    sentence: str = ""


def promised(view: PromisedView) -> Card:
    """To the board, once: nothing is to be pressed. Edited in place when the figure comes."""
    intervention, standing, is_awaited = view.intervention, view.standing, view.is_awaited
    indicator, owner = standing.indicator, named(view.names, intervention.owner)
    day, period = day_words(view.by), standing.period.words
    said = f"promised by {day}; the figure for {period} has not been given"
    words = f"{said}." if is_awaited else f"promised by {day}: {intervention.stage}."
    mark = "… The promised day has passed" if is_awaited else STAGES[intervention.stage]
    return card(
        f"{indicator}: {words}",
        title(f"Is it working? · {indicator.service}", str(indicator), f"Intervention of {owner}"),
        Container(Text(mark, weight="Bolder", size="Medium"), style="emphasis"),
        *(_awaiting(intervention, standing, day, view.owner_name) if is_awaited else ()),
        _said(
            "What the figures say so far" if is_awaited else "What the figures say", view.sentence
        ),
        None if is_awaited else Text(next_words(intervention, view.names)),
    )


def _awaiting(
    intervention: Intervention, standing: Standing, day: str, owner_name: str
) -> list[Element]:
    effect = intervention.proposal.effect if intervention.proposal else None
    change = effect_words(standing.indicator, effect) if effect else "An effect"
    asked = f"{owner_name} is asked for it." if owner_name else "It has no owner to be asked."
    comes = "It is compared with the promise when it comes."
    return [
        Text(f"{change[:1].upper()}{change[1:]} was promised by {day}."),
        Text(f"The figure for {standing.period.words}, which is to show it, has not been given."),
        Text(f"○ {standing.rating.rule}.", spacing="Small"),
        *([Text(f"{asked} {comes}", spacing="Small")] if standing.is_awaiting else ()),
    ]


def _said(heading: str, sentence: str) -> Container | None:
    return Container(subheading(heading), Text(sentence, spacing="Small")) if sentence else None
