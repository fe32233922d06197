"""The council's people, and who may do what.

Who a person is comes from the signed identity of the message, never from a card.
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    OFFICER = "officer"
    MANAGER = "manager"
    BOARD = "board"
    PERFORMANCE = "performance"
    VIEWER = "viewer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone the register knows. `id` is Steward's own; `manager` and `deputy` are such ids."""

    id: int
    name: str
    email: str
    roles: frozenset[Role] = frozenset({Role.OFFICER})
    services: frozenset[str] = frozenset()
    manager: int | None = None
    deputy: int | None = None

    def is_a(self, role: Role) -> bool:
        return role in self.roles

    def __str__(self) -> str:
        return self.name
