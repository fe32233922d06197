"""Who may take a step: the board, whoever was asked, the performance team, the clock, a figure."""

from collections.abc import Iterable
from enum import StrEnum

from cycle.acting import may_act, may_only_look
from cycle.improve.refusals import NotOnTheBoard, NotTheirManager
from cycle.people import Person, Role
from cycle.refusals import NotTheOwner, NotTheTeam


class By(StrEnum):
    """Who takes a step. The clock and a figure are Steward itself: no person presses anything."""

    BOARD = "a board member"
    OWNER = "the person asked, or their deputy"
    TEAM = "the performance team"
    CLOCK = "the clock"
    FIGURE = "a figure"


def check_board(person: Person) -> None:
    """Raises NotOnTheBoard, also for one who has left it: the role is read at every press."""
    if not person.is_a(Role.BOARD):
        raise NotOnTheBoard


def check_team(person: Person) -> None:
    """Raises NotTheTeam."""
    if not person.is_a(Role.PERFORMANCE):
        raise NotTheTeam


def check_asked(person: Person, asked: Person | None) -> None:
    """Raises NotTheOwner unless the person is the one asked, or may act in their place."""
    if asked is None or not may_act(person, asked):
        raise NotTheOwner


def check_may_remind(person: Person, late: Iterable[Person]) -> None:
    """Raises NotTheirManager unless the person manages one of those who are late, is on the board
    or of the performance team.
    """
    is_over_all = person.is_a(Role.BOARD) or person.is_a(Role.PERFORMANCE)
    if not is_over_all and all(one.manager != person.id for one in late):
        raise NotTheirManager


def may_be_named(everyone: Iterable[Person], service: str) -> list[Person]:
    """Who may be named to do something for a service, its own people first."""
    able = [person for person in everyone if not may_only_look(person)]
    return sorted(able, key=lambda person: (service not in person.services, person.name))
