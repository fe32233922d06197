"""Who may give an indicator's figure: its owner, its deputy, or whoever stands in for the owner."""

from cycle.acting import may_act
from cycle.people import Person, Role
from cycle.plan.indicator import Indicator


class NotYours(Exception):
    """You are neither the owner nor the deputy of this indicator."""


def may_give(person: Person, indicator: Indicator, owner: Person | None) -> bool:
    """`owner` is the indicator's owner, whose own deputy may give every figure of theirs."""
    return may_act(person, owner, indicator.deputy)


def may_run_the_register(person: Person) -> bool:
    """Whether the person is of the performance team, which runs register, calendar and places."""
    return person.is_a(Role.PERFORMANCE)
