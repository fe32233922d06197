"""How Steward's own cards fare: for the performance team, who must never have to guess."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cards.elements import Card, Facts, Text, card, note, title
from cycle.periods import day_words, instant_words, london_day

MOST_NAMES = 10
_REFUSALS = {  # Teams' words, and what they mean
    "BotNotInConversationRoster": "Steward is not installed there",
    "ForbiddenOperationException": "Steward is not installed for them",
    "ConversationBlockedByUser": "they have blocked Steward",
    "MessageWritesBlocked": "they have blocked or removed Steward",
    "BotDisabledByAdmin": "an administrator has switched Steward off",
    "BotNotRegistered": "the bot’s registration or its secret is wrong",
    "ConversationNotFound": "the chat is not there any more",
    "MessageSizeTooBig": "the card is too large for Teams",
    "RequestEntityTooLarge": "the card is too large for Teams",
    "removed": "they have removed Steward",
    "401": "the bot’s registration or its secret is wrong",
    "403": "Steward is not installed for them, or blocked",
    "404": "the chat is not there any more",
    "413": "the card is too large for Teams",
}
_CHANNELS = {  # by purpose: whose it is, and what chooses another
    "board": ("The Performance Board’s channel", "post board alerts here"),
    "escalations": ("The Corporate Management Team’s channel", "post escalations here"),
}
_DOES = {
    "all": "Steward",
    "collect": "Asking for figures",
    "recheck": "Looking at what figures change",
    "chase": "Following interventions",
    "deliver": "Sending cards",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryView:
    """How cards are delivered just now.

    `sweeps`: name → (last run, how late it is); `failing`: duties by name, and since when.
    `refused`: Teams' code → how many; `out_of_reach`: name, Teams' code and since when. Without
    `names_shown` people are counted.
    """

    waiting: int
    oldest: datetime | None
    attempts: int
    refused: Mapping[str, int]
    in_doubt: int
    repeated: int
    out_of_reach: Sequence[tuple[str, str, datetime]]
    names_shown: bool
    has_board: bool
    throttled_until: datetime | None
    sweeps: Mapping[str, tuple[datetime, timedelta]]
    failing: Sequence[tuple[str, datetime]] = ()


def delivery(council_name: str, view: DeliveryView) -> Card:
    """What waits, what is in doubt, who is out of reach, and what the clock has run."""
    heading = "Everything has been sent" if not view.waiting else f"{_cards(view.waiting)} to send"
    return card(
        f"Delivery: {heading[0].lower()}{heading[1:]}.",
        title(f"Delivery · {council_name}", heading),
        note(f"Teams has asked Steward to wait until {instant_words(view.throttled_until)}.")
        if view.throttled_until
        else None,
        None if view.has_board else note("No channel gets the board's alerts."),
        *(
            note(
                f"The duty “{name}” has failed since {instant_words(since)} and is tried again "
                "each minute. Please ask whoever looks after Steward's server to run "
                "`steward doctor`."
            )
            for name, since in view.failing
        ),
        Facts(
            ("Waiting since", instant_words(view.oldest) if view.oldest else "nothing waits"),
            ("Attempts so far", str(view.attempts)),
            ("Refused by Teams", _cards(sum(view.refused.values())) if view.refused else "none"),
            ("Perhaps not shown", _doubt(view.in_doubt, "left to the next reminder")),
            ("Perhaps shown twice", _doubt(view.repeated, "marked as a possible repeat")),
            ("Out of reach", _people(len(view.out_of_reach)) if view.out_of_reach else "nobody"),
            *((_DOES.get(name, name), _runs(*run)) for name, run in view.sweeps.items()),
        ),
        *(
            Text(f"{_cards(count)} refused: {refusal_words(code)}.", size="Small")
            for code, count in view.refused.items()
        ),
        *(
            _unreachable(view.out_of_reach, names_shown=view.names_shown)
            if view.out_of_reach
            else ()
        ),
    )


def refusal_words(code: str) -> str:
    """What Teams' word means, with the word itself: a person can search for it."""
    if code in _REFUSALS:
        return f"{_REFUSALS[code]} ({code})"
    return f"Teams says {code}" if code else "Teams did not say why"


def people_unreachable(people: Sequence[tuple[str, str, datetime]]) -> Card | None:
    """To the performance team, each working day: whom Steward cannot write to, and why."""
    if not people:
        return None
    who = f"{_people(len(people))} cannot be reached"
    return card(
        f"{who}.",
        title("Delivery · watch", who),
        *_unreachable(people, names_shown=True),
        Text(
            "Reminders and cards for them wait. Ask whoever looks after Teams to install the app "
            "for everybody, with a setup policy, or ask them to add Steward."
        ),
    )


def too_large(kind: str, code: str) -> Card:
    """To the performance team: Teams refused a card, and what was done."""
    return card(
        f"Teams refused a {kind} card as too large.",
        title("Delivery · watch", "A card was too large for Teams"),
        Text(
            f"Teams refused a {kind} card as too large ({code}). Steward sends a shorter one in "
            "its place, without charts. Type `delivery` to see whether one was refused for good."
        ),
    )


def _unreachable(
    people: Sequence[tuple[str, str, datetime]], *, names_shown: bool
) -> Iterator[Text]:
    """Who is out of reach, why and since when, a line each; without names, how many for each
    reason."""
    if names_shown:
        for name, code, since in people[:MOST_NAMES]:
            day = day_words(london_day(since))
            yield Text(f"{name}: {refusal_words(code)}, since {day}.", size="Small")
        if len(people) > MOST_NAMES:
            yield Text(f"And {len(people) - MOST_NAMES} more.", size="Small")
    else:
        for code, count in Counter(code for _, code, _ in people).items():
            yield Text(f"{_people(count)}: {refusal_words(code)}.", size="Small")
    yield Text("Steward writes to people again once they install it.", size="Small", is_subtle=True)


def stood_still(name: str, since: datetime, *, runs_again: bool) -> Card:
    """To the performance team: something that Steward does by the clock was not done."""
    what = _DOES.get(name, name)
    words = f"{what} stood still from {instant_words(since)}"
    after = (
        "It runs again, and what was missed is made good: reminders of the day, and every card to "
        "the board."
        if runs_again
        else "It has not run since. Please ask whoever looks after Steward's server to run "
        "`steward doctor`."
    )
    return card(
        f"{words}.",
        title("Delivery · watch", f"{what} stood still"),
        Text(f"{words}. {after}"),
    )


def channel_lost(purpose: str, waiting: int, oldest: datetime | None) -> Card:
    """To the performance team: a conversation no longer takes its cards, and what mends that.

    `purpose` is the word of the command, `board` or `escalations`.
    """
    whose, command = _CHANNELS[purpose]
    since = f", since {instant_words(oldest)}" if oldest else ""
    waits = f"{_cards(waiting)} {'waits' if waiting == 1 else 'wait'}{since}"
    return card(
        f"{whose} is out of reach; {waits}.",
        title("Delivery · watch", f"{whose} is out of reach"),
        Text(f"Steward was removed there, or Teams refuses its cards. {waits}; nothing is lost."),
        Text(
            f"Add Steward to that channel again, or to another, and type there: "
            f"@Steward {command}. What waits is then sent."
        ),
    )


def _cards(count: int) -> str:
    return f"{count:,} card{'' if count == 1 else 's'}"


def _doubt(count: int, what: str) -> str:
    return f"{_cards(count)} in 31 days, {what}" if count else "none in 31 days"


def _people(count: int) -> str:
    return f"{count:,} {'person' if count == 1 else 'people'}"


def _runs(last: datetime, late: timedelta) -> str:
    minutes = int(late.total_seconds() // 60)
    if minutes < 1:
        return f"last on {instant_words(last)}, on time"
    hours, rest = divmod(minutes, 60)
    said = f"{hours} h {rest} min" if hours else f"{rest} min"
    return f"last on {instant_words(last)}, {said} late"
