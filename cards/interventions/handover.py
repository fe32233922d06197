"""To the performance team: whoever was to do an intervention has left; name who takes over."""

from collections.abc import Sequence

from cards.elements import Button, Card, Text, card, note, said, title, to_mend
from cards.form_state import UNTOUCHED, FormState
from cards.interventions.facts import InterventionFacts
from cards.interventions.intervention import next_words
from cards.person_fields import who
from cycle.people import Person


def hand_over(
    facts: InterventionFacts, people: Sequence[Person], state: FormState = UNTOUCHED
) -> Card:
    """The input `who`, one of the `people`, and the verb `hand_over`."""
    indicator = facts.indicator
    return card(
        f"{indicator}: {state.summary('nobody is left to do it: name who takes over.')}",
        *(note(words) for words in state.notes),
        title(
            f"Intervention · {facts.stage} · {indicator.service}",
            "Nobody is left to do it",
            str(indicator),
        ),
        to_mend(state.faults),
        Text(
            "Whoever was to do it has left, and no deputy or manager of theirs remains. Name who "
            "takes over; they are told at once."
        ),
        Text(next_words(facts.intervention, facts.names), weight="Bolder"),
        said(facts.intervention.what, "what", first=200),
        who("Who takes over", people, state.value("who")),
        actions=[Button("hand_over", "Hand it over", facts.ask, main=True)] if facts.ask else [],
    )
