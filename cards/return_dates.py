"""Next year's days of returns, confirmed one after the other from their letters."""

from collections.abc import Mapping, Sequence

from cards.elements import (
    Button,
    ButtonRef,
    Card,
    DateInput,
    Text,
    TextInput,
    card,
    note,
    title,
    to_mend,
)
from cards.person_fields import as_typed
from cycle.periods import Period, day_words
from cycle.plan.return_dates import DateToConfirm


def dates_due(year: Period, count: int, ask: ButtonRef | None) -> Card:
    """To an owner in March; nothing to press once all are confirmed."""
    heading = f"Returns · dates of {year}"
    if ask is None:
        words = f"The dates of your returns for {year} are confirmed."
        return card(words, title(heading, words))
    dates = "1 date" if count == 1 else f"{count} dates"
    return card(
        f"Please confirm {dates} of returns for {year}.",
        title(heading, f"Confirm {dates}", "From the letter of each recipient"),
        actions=[Button("date_begin", "Begin", ask, main=True)],
    )


def date_form(
    asked: DateToConfirm,
    ask: ButtonRef,
    *,
    typed: Mapping[str, str] | None = None,
    faults: Sequence[str] = (),
) -> Card:
    """One return's day. Inputs `period`, `due` and `source`."""
    before = {"period": asked.period, "due": asked.likely_due.isoformat(), "source": ""}
    given = before | as_typed(typed)
    statutory, last = asked.statutory, asked.last
    said = f"Last time {last.period}: {day_words(last.due)}"
    return card(
        faults[0] if faults else f"{statutory}: which day next year?",
        title("Returns · confirm the date", str(statutory), statutory.recipient),
        note(said),
        to_mend(faults),
        Text(statutory.due_rule, size="Small", is_subtle=True) if statutory.due_rule else None,
        TextInput(id="period", label="For which period", value=given["period"] or None),
        DateInput(id="due", label="Due on", value=given["due"] or None),
        TextInput(
            id="source", label="Where the day was read (required)", value=given["source"] or None
        ),
        actions=[
            Button("date_confirm", "Confirm", ask, main=True),
            Button("date_skip", "Not known yet", ask, sends_inputs=False),
        ],
    )
