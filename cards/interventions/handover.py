"""To the performance team: whoever was to do an intervention has left; name who takes over."""

from collections.abc import Mapping, Sequence

from cards.elements import Button, ButtonRef, Card, Text, card, note, said, title, to_mend
from cards.interventions.intervention import STAGES, next_words
from cards.person_fields import Names, as_typed, who
from cycle.improve.intervention import Intervention
from cycle.people import Person
from cycle.plan.indicator import Indicator


def hand_over(
    intervention: Intervention,
    indicator: Indicator,
    people: Sequence[Person],
    ask: ButtonRef,
    *,
    names: Names,
    notes: Sequence[str] = (),
    typed: Mapping[str, str] | None = None,
    faults: Sequence[str] = (),
) -> Card:
    """The input `who`, one of the `people`, and the verb `hand_over`."""
    heading = "Nobody is left to do it"
    return card(
        f"{indicator}: {faults[0] if faults else 'nobody is left to do it: name who takes over.'}",
        *(note(words) for words in notes),
        title(
            f"Intervention · {STAGES[intervention.stage]} · {indicator.service}",
            heading,
            str(indicator),
        ),
        to_mend(faults),
        Text(
            "Whoever was to do it has left, and no deputy or manager of theirs remains. Name who "
            "takes over; they are told at once."
        ),
        Text(next_words(intervention, names), weight="Bolder"),
        said(intervention.what, "what"),
        who("Who takes over", people, as_typed(typed).get("who")),
        actions=[Button("hand_over", "Hand it over", ask, main=True)],
    )
