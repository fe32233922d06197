"""How Steward's own cards fare: for the performance team, who must never have to guess."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from cards.elements import Card, Facts, Text, card, note, title
from cycle.periods import instant_words

MOST_NAMES = 10
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


def delivery(
    council_name: str,
    *,
    waiting: int,
    oldest: datetime | None,
    attempts: int,
    refused: int,
    in_doubt: int,
    repeated: int,
    out_of_reach: Sequence[str],
    names_shown: bool,
    has_board: bool,
    throttled_until: datetime | None,
    sweeps: Mapping[str, tuple[datetime, timedelta]],
    failing: Sequence[tuple[str, datetime]] = (),
) -> Card:
    """`sweeps`: name → (last run, how late it is); `failing`: duties by name, and since
    when. Without `names_shown` people are counted.
    """
    heading = "Everything has been sent" if not waiting else f"{_cards(waiting)} to send"
    unreached = _names(out_of_reach) if names_shown else str(len(out_of_reach))
    return card(
        f"Delivery: {heading[0].lower()}{heading[1:]}.",
        title(f"Delivery · {council_name}", heading),
        note(f"Teams has asked Steward to wait until {instant_words(throttled_until)}.")
        if throttled_until
        else None,
        None if has_board else note("No channel gets the board's alerts."),
        *(
            note(
                f"The duty “{name}” has failed since {instant_words(since)} and is tried again "
                "each minute. Please ask whoever looks after Steward's server to run "
                "`steward doctor`."
            )
            for name, since in failing
        ),
        Facts(
            ("Waiting since", instant_words(oldest) if oldest else "nothing waits"),
            ("Attempts so far", str(attempts)),
            ("Refused by Teams", _cards(refused) if refused else "none"),
            ("Perhaps not shown", _doubt(in_doubt, "left to the next reminder")),
            ("Perhaps shown twice", _doubt(repeated, "marked as a possible repeat")),
            ("Out of reach", unreached if out_of_reach else "nobody"),
            *((_DOES.get(name, name), _runs(*run)) for name, run in sweeps.items()),
        ),
        Text(
            "People are out of reach when they have removed or blocked Steward; it writes again "
            "once they install it.",
            size="Small",
            is_subtle=True,
        )
        if out_of_reach
        else None,
    )


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


def _names(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return ", ".join(names[:MOST_NAMES]) + more


def _runs(last: datetime, late: timedelta) -> str:
    minutes = int(late.total_seconds() // 60)
    if minutes < 1:
        return f"last on {instant_words(last)}, on time"
    hours, rest = divmod(minutes, 60)
    said = f"{hours} h {rest} min" if hours else f"{rest} min"
    return f"last on {instant_words(last)}, {said} late"
