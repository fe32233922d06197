"""Who may give an indicator's figure, and who runs the register."""

import pytest

from cycle.people import Person, Role
from cycle.plan.ownership import may_give, may_run_the_register
from tests.cycle.made import kpi

OLIVE, MEG, SAM, DEPUTY_OF_SAM, DEPUTY_OF_MEG = range(1, 6)


def person(own: int, deputy: int | None = None, *roles: Role) -> Person:
    given = frozenset(roles or (Role.OFFICER,))
    return Person(id=own, name=f"P{own}", email="", roles=given, deputy=deputy)


@pytest.mark.parametrize(
    ("who", "owner", "deputy", "stand_in", "may"),
    [
        (OLIVE, OLIVE, None, None, True),  # the owner
        (MEG, OLIVE, MEG, None, True),  # the indicator's deputy
        (MEG, OLIVE, None, MEG, True),  # the owner's own deputy
        (SAM, OLIVE, MEG, None, False),
        (DEPUTY_OF_MEG, OLIVE, MEG, None, False),  # a deputy's deputy
        (OLIVE, None, None, None, False),  # nobody owns it
        (MEG, None, MEG, None, True),  # the deputy of what nobody owns
        (OLIVE, OLIVE, OLIVE, OLIVE, True),
    ],
)
def test_the_owner_the_deputy_and_the_owners_stand_in_may_give(
    who: int, owner: int | None, deputy: int | None, stand_in: int | None, may: bool
) -> None:
    terms = kpi(owner=owner, deputy=deputy)
    holder = person(owner, stand_in) if owner else None
    assert may_give(person(who), terms, holder) is may


@pytest.mark.parametrize("role", [None, *Role])
def test_no_role_gives_figures_of_others(role: Role | None) -> None:
    roles = (role,) if role else ()
    assert not may_give(person(SAM, None, *roles), kpi(owner=OLIVE), person(OLIVE))


@pytest.mark.parametrize("role", list(Role))
def test_only_the_performance_team_runs_the_register(role: Role) -> None:
    assert may_run_the_register(person(SAM, None, role)) is (role is Role.PERFORMANCE)
