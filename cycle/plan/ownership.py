"""Who may give an indicator's figure: its owner, its deputy, or whoever stands in for the owner."""

from cycle.people import Person, Role
from cycle.plan.indicator import Indicator


class NotYours(Exception):
    """You are neither the owner nor the deputy of this indicator."""


def may_give(person: Person, indicator: Indicator, owner: Person | None) -> bool:
    """`owner` is the indicator's owner, whose own deputy may give every figure of theirs.

    Source: our choice; the framework makes owners responsible for figures, and says no more.
    """
    stand_in = owner.deputy if owner else None
    return person.id in {indicator.owner, indicator.deputy, stand_in} - {None}


def may_run_the_register(person: Person) -> bool:
    """Whether the person is of the performance team, which runs register, calendar and places."""
    return person.is_a(Role.PERFORMANCE)
