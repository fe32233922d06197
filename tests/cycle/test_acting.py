"""Who can act for something, and who hears of it, when people leave or are away."""

from datetime import UTC, date, datetime

import pytest

from cycle.acting import Absence, heir, may_act, who_hears, who_is_asked
from cycle.people import Person, Role

OLIVE, MEG, RAJ, SAM, NELL = range(1, 6)
UNTIL = datetime(2026, 10, 23, 23, tzinfo=UTC)


def council(*left: int) -> dict[int, Person]:
    """Olive is stood in for by Sam and managed by Raj; those named have left."""
    return {
        own: Person(
            id=own,
            name=f"P{own}",
            email="",
            roles=frozenset({Role.VIEWER if own in left else Role.OFFICER}),
            deputy={OLIVE: SAM, MEG: NELL}.get(own),
            manager=RAJ if own == OLIVE else None,
        )
        for own in (OLIVE, MEG, RAJ, SAM, NELL)
    }


def away(person: int, cover: int | None = None, *, is_away: bool = True) -> Absence:
    return Absence(person, date(2026, 10, 12), UNTIL, is_away, cover)


@pytest.mark.parametrize(
    ("who", "left", "may"),
    [
        (OLIVE, (), True),
        (MEG, (), True),  # the deputy
        (SAM, (), True),  # the owner's own deputy
        (RAJ, (), False),  # the manager, while the owner is here
        (NELL, (), False),  # a deputy's deputy
        (OLIVE, (OLIVE,), False),  # who has left acts no more
        (MEG, (OLIVE,), True),
        (SAM, (OLIVE,), True),
        (RAJ, (OLIVE,), True),
        (NELL, (OLIVE,), False),
        (MEG, (MEG,), False),
        (RAJ, (OLIVE, RAJ), False),
    ],
)
def test_who_may_act(who: int, left: tuple[int, ...], may: bool) -> None:
    people = council(*left)
    assert may_act(people[who], people[OLIVE], MEG) is may


@pytest.mark.parametrize(
    ("left", "deputy", "asked"),
    [
        ((), MEG, OLIVE),
        ((OLIVE,), MEG, MEG),
        ((OLIVE,), None, SAM),
        ((OLIVE, MEG), MEG, SAM),
        ((OLIVE, SAM), None, RAJ),
        ((OLIVE, MEG, SAM, RAJ), MEG, None),
    ],
)
def test_who_is_asked_once_the_owner_has_left(
    left: tuple[int, ...], deputy: int | None, asked: int | None
) -> None:
    assert who_is_asked(OLIVE, deputy, council(*left)) == asked


def test_what_nobody_owns_is_asked_of_the_deputy_or_of_nobody() -> None:
    assert who_is_asked(None, MEG, council()) == MEG
    assert who_is_asked(None, None, council()) is None


@pytest.mark.parametrize(
    ("absent", "left", "hears"),
    [
        ([], (), OLIVE),
        ([away(OLIVE)], (), MEG),  # the indicator's deputy comes before the owner's own
        ([away(OLIVE, SAM)], (), SAM),  # whom she named
        ([away(OLIVE, is_away=False)], (), None),  # a pause: nobody
        ([away(OLIVE), away(MEG)], (), SAM),
        ([away(OLIVE), away(MEG, NELL), away(SAM)], (), None),  # no chains
        ([away(OLIVE, SAM)], (SAM,), MEG),  # whom she named has left meanwhile
        ([away(MEG)], (OLIVE,), NELL),  # Meg is asked since Olive left, and Nell is Meg's deputy
        ([away(RAJ)], (), OLIVE),
    ],
)
def test_who_hears_while_somebody_is_away(
    absent: list[Absence], left: tuple[int, ...], hears: int | None
) -> None:
    by_person = {absence.person: absence for absence in absent}
    assert who_hears(OLIVE, MEG, council(*left), by_person) == hears


def test_whoever_takes_over_is_the_deputy_then_the_manager_and_never_who_has_left() -> None:
    assert heir(council()[OLIVE], council(OLIVE)) == SAM
    assert heir(council()[OLIVE], council(OLIVE, SAM)) == RAJ
    assert heir(council()[OLIVE], council(OLIVE, SAM, RAJ)) is None
