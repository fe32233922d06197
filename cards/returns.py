"""Returns to government: what is due, how far one is, and what each may do next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cards.elements import (
    Button,
    ButtonRef,
    Card,
    Cell,
    Container,
    Element,
    Facts,
    Table,
    TableRow,
    Text,
    TextInput,
    card,
    note,
    said,
    subheading,
    title,
    to_mend,
)
from cards.person_fields import Names, as_typed, named
from cycle.periods import day_words
from cycle.plan.statutory_return import ReturnRound, RoundState, StatutoryReturn

ROWS = 12

_STEPS: dict[RoundState, tuple[tuple[str, str], ...]] = {
    RoundState.OPEN: (("return_draft", "Begin"),),
    RoundState.DRAFT: (("return_validate", "Changes are explained"),),
    RoundState.VALIDATED: (("return_ready", "Mark ready to certify"),),
    RoundState.READY: (("return_certify", "Certify"), ("return_draft", "Send back")),
    RoundState.CERTIFIED: (("return_accept", "Accepted"), ("return_refuse", "Refused")),
    RoundState.REFUSED: (("return_draft", "Take it up again"),),
    RoundState.ACCEPTED: (("return_revise", "Revise it"),),
    RoundState.REVISED: (("return_accept", "Accepted"),),
}
_ASKS: dict[RoundState, str] = {
    RoundState.DRAFT: "Each change from last year that the form flags, and why (or: none)",
    RoundState.CERTIFIED: "Evidence: receipt number or link; or why it was refused",
    RoundState.ACCEPTED: "Why it is revised",
    RoundState.REVISED: "Evidence: receipt number or link",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnView:
    """One round of a return; `left` in working days to the last day on which it can be sent."""

    statutory: StatutoryReturn
    round: ReturnRound
    left: int
    send_by: date

    @property
    def due_words(self) -> str:
        """`Due 31 January 2027, a Sunday: send it by 29 January 2027`."""
        due = f"Due {day_words(self.round.due)}"
        if self.send_by != self.round.due:
            due += f", a {self.round.due:%A}: send it by {day_words(self.send_by)}"
        return due

    @property
    def left_words(self) -> str:
        if self.round.state.is_sent:
            return str(self.round.state).capitalize()
        if self.left < 0:
            return f"! {-self.left} working days overdue"
        days = "1 working day" if self.left == 1 else f"{self.left} working days"
        return "due today" if self.left == 0 else f"{days} left"


def return_card(
    view: ReturnView,
    names: Names,
    ask: ButtonRef | None,
    *,
    typed: Mapping[str, str] | None = None,
    faults: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> Card:
    """One return as it stands; the buttons are the steps that lead on from there.

    Input `words`; the server judges who may take a step.
    """
    one, rnd = view.statutory, view.round
    asks = _ASKS.get(rnd.state, "")
    deputy = named(names, one.certifier_deputy, "")
    return card(
        faults[0] if faults else f"{one}, {rnd.period}: {rnd.state}.",
        *(note(words) for words in notes),
        title(f"Return · {one.recipient}", f"{one} · {rnd.period}", view.due_words),
        to_mend(faults),
        Text(view.left_words, weight="Bolder"),
        note(f"The day is from our own knowledge: {one.date_note}.") if one.date_note else None,
        Facts(
            ("State", str(rnd.state).capitalize()),
            ("Owner", named(names, one.owner)),
            ("Certifies", named(names, one.certifier, one.certified_by)),
            ("Certifier's deputy", deputy or "! none named"),
            ("Marked ready by", named(names, rnd.made_ready_by, "")),
            ("Certified by", _signed(rnd, names)),
            ("Where the day is from", rnd.source),
        ),
        *_part("Changes from last year", rnd.changes, "changes"),
        *_part("Evidence", rnd.evidence, "evidence"),
        TextInput(
            id="words", label=asks, is_multiline=True, value=as_typed(typed).get("words") or None
        )
        if ask and asks
        else None,
        actions=[
            Button(verb, words, ask, main=place == 0)
            for place, (verb, words) in enumerate(_STEPS[rnd.state])
        ]
        if ask
        else [],
    )


def return_list(heading: str, views: Sequence[ReturnView], names: Names) -> Card:
    """Returns in a table: which, how far, and by when."""
    count = "1 return" if len(views) == 1 else f"{len(views)} returns"
    head = TableRow(*(Cell(Text(words, weight="Bolder")) for words in ("Return", "State", "Due")))
    body: Element = (
        Table([5, 3, 3], [head, *(_row(view, names) for view in views[:ROWS])])
        if views
        else Text("There is none.")
    )
    return card(
        f"{heading}: {count}.",
        title("Returns to government", heading, count),
        body,
        Text(f"and {len(views) - ROWS} more", is_subtle=True) if len(views) > ROWS else None,
        Text(
            f"Type “return {views[0].statutory.ref}” for one of them.", is_subtle=True, size="Small"
        )
        if views
        else None,
        wide=True,
    )


def missed(view: ReturnView, owner: str) -> Card:
    """To CMT: the day has gone and the return is not certified."""
    one, rnd = view.statutory, view.round
    return card(
        f"{one}, {rnd.period}, was due on {day_words(rnd.due)} and is {rnd.state}.",
        title("Return · not sent in time", f"{one} · {rnd.period}", view.due_words),
        Facts(("State", str(rnd.state).capitalize()), ("Owner", owner), ("To", one.recipient)),
        Text("After its day a return may be refused: speak to the recipient now."),
    )


def reminder_lines(views: Sequence[ReturnView]) -> Container:
    """The part of a person's reminder about returns."""
    return Container(
        subheading("Returns to government"),
        *(
            Text(
                f"• {view.statutory} · {view.round.period} · {view.round.state} · "
                f"{view.left_words}",
                spacing="Small",
            )
            for view in views[:4]
        ),
        Text(f"and {len(views) - 4} more", is_subtle=True) if len(views) > 4 else None,
        separator=True,
    )


def _row(view: ReturnView, names: Names) -> TableRow:
    owner = named(names, view.statutory.owner)
    note_words = f"{owner} · {view.statutory.date_note}".strip(" ·")
    return TableRow(
        Cell(
            Text(f"{view.statutory} · {view.round.period}"),
            Text(note_words, size="Small", is_subtle=True, spacing="None"),
        ),
        Cell(Text(str(view.round.state).capitalize())),
        Cell(
            Text(day_words(view.round.due)),
            Text(view.left_words, size="Small", is_subtle=True, spacing="None"),
        ),
    )


def _signed(rnd: ReturnRound, names: Names) -> str:
    if rnd.certified_on is None:
        return ""
    return f"{named(names, rnd.certified_by, '')}, {day_words(rnd.certified_on)}"


def _part(heading: str, words: str, name: str) -> list[Element]:
    return [subheading(heading), said(words, name)] if words.strip() else []
