"""A suggestion for an indicator: staff have opportunities to think and contribute.

Source: Performance Management Framework (September 2025), People. It waits for the yearly review,
and whoever made it gets the answer.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What somebody suggests; `answer` is empty while it waits. People are ids."""

    indicator: int
    words: str
    made_by: int
    made_at: datetime
    answer: str = ""
    answered_by: int | None = None
    answered_at: datetime | None = None
    id: int = 0
