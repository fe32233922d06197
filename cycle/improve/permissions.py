"""Who may take a step: the board, whoever was asked, the performance team, the clock, a figure."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from cycle.improve.refusals import NotOnTheBoard
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
    """Raises NotTheOwner unless the person is the one asked, or the deputy of that one."""
    if asked is None or person.id not in (asked.id, asked.deputy):
        raise NotTheOwner


def may_only_look(person: Person) -> bool:
    """Whether nothing is left to them but to look, as to somebody who has left."""
    return person.roles <= {Role.VIEWER}


def may_be_named(everyone: Iterable[Person], service: str) -> list[Person]:
    """Who may be named to do something for a service, its own people first."""
    able = [one for one in everyone if not may_only_look(one)]
    return sorted(able, key=lambda one: (service not in one.services, one.name))


def heir(leaver: Person, remaining: Mapping[int, Person]) -> int | None:
    """Who takes over what someone who leaves was to do: the deputy, else the manager.

    None where neither remains: then the performance team names one. Source: our choice; no action
    may be left with nobody.
    """
    for stand_in in (leaver.deputy, leaver.manager):
        if stand_in is not None and stand_in != leaver.id and stand_in in remaining:
            return stand_in
    return None
