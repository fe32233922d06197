"""How an attempt to reach Teams ended. Exactly-once does not exist there, so the doubt has a name.

Source: our choice, decision 0005.
"""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    SENT = "sent"
    THROTTLED = "throttled"  # asked to wait; surely not shown
    NOT_SENT = "surely not sent"  # no connection, no token, 412: may be tried again
    AMBIGUOUS = "ambiguous"  # left, but no answer came: perhaps shown
    TOO_LARGE = "too large"  # 413: a smaller card may be shown
    PERMANENT = "permanent"  # blocked, not installed, refused: stop until the next contact


BAD_CARD = frozenset({"400", "BadArgument", "BadSyntax"})  # codes that say nothing of the chat


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt. `retry_after` is in seconds, None where Teams named no time."""

    outcome: Outcome
    conversation_id: str = ""
    activity_id: str = ""
    retry_after: float | None = None
    code: str = ""  # Teams' own word for it, or the HTTP status, for the operator
