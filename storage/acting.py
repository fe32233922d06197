"""Who may act and who hears today, read in one place from people, deputies and absences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from cycle.acting import Absence, may_act, may_only_look, who_hears, who_is_asked
from cycle.people import Person
from cycle.plan.indicator import Indicator
from storage import absences, people, register


@dataclass(frozen=True, slots=True)
class Staff:
    """Everyone in the register by id, and those who are away or have paused their reminders."""

    everyone: Mapping[int, Person]
    absent: Mapping[int, Absence]

    def hearer(self, owner: int | None, deputy: int | None) -> int | None:
        """Who is reminded of what these two are named for; None for nobody."""
        return who_hears(owner, deputy, self.everyone, self.absent)


def staff(session: Session, now: datetime) -> Staff:
    return Staff(people.everyone(session), absences.at(session, now))


def owners_stood_in_for(session: Session, person: Person) -> dict[int, Person]:
    """Those for whose things the person may act by themselves or through the register, by id."""
    left = [one for one in people.leavers(session) if may_act(person, one)]
    return {one.id: one for one in (person, *people.standing_in(session, person.id), *left)}


def indicators_of(session: Session, person: Person) -> list[Indicator]:
    """The indicators whose figures this person may give."""
    named = register.given_by(session, person.id)
    theirs = register.owned_by(session, sorted(owners_stood_in_for(session, person)))
    owners = people.find_many(session, {one.owner for one in (*named, *theirs) if one.owner})
    return [
        one
        for one in register.by_id([*named, *theirs]).values()
        if may_act(person, owners.get(one.owner or 0), one.deputy)
    ]


def indicators_heard_of(session: Session, person: Person, now: datetime) -> list[Indicator]:
    """The indicators of whose figures this person is reminded today.

    Their own stay on a card that they were sent before they went away.
    """
    known = staff(session, now)
    others = {own: absence for own, absence in known.absent.items() if own != person.id}
    owners = {person.id, *others, *(one.id for one in people.leavers(session))}
    named = register.given_by(session, person.id)
    theirs = register.owned_by(session, sorted(owners))
    return [
        one
        for one in register.by_id([*named, *theirs]).values()
        if who_hears(one.owner, one.deputy, known.everyone, others) == person.id
    ]


def owners_named(session: Session, indicators: Iterable[Indicator]) -> dict[int, str]:
    """What lists call the owners of these indicators, by the owner's id.

    Of an owner who has left, who is asked in their place; nobody else is named where it is not the
    same person for all of them.
    """
    everyone, asked = people.everyone(session), dict[int, set[int | None]]()
    for one in indicators:
        if one.owner is not None and one.owner in everyone:
            asked.setdefault(one.owner, set()).add(who_is_asked(one.owner, one.deputy, everyone))
    return {own: _owner_named(everyone, own, asks) for own, asks in asked.items()}


def _owner_named(everyone: Mapping[int, Person], owner: int, asked: set[int | None]) -> str:
    person = everyone[owner]
    if not may_only_look(person):
        return person.name
    instead = next(iter(asked)) if len(asked) == 1 else None
    return f"{person.name} has left" + (
        f"; {everyone[instead].name} is asked" if instead is not None else ""
    )


def managers_told(session: Session, indicator: Indicator) -> set[int]:
    """Who is told of the exceptions of a PI: those who manage the service.

    Where the register names none: the owner's own manager, or whoever takes over from one who has
    left.
    """
    named = {person.id for person in people.managers_of(session, indicator.service)}
    owner = people.person(session, indicator.owner) if indicator.owner else None
    if named or owner is None:
        return named
    asked = who_is_asked(owner.manager, None, people.everyone(session))
    return {asked} if asked is not None else set()


def hearer(session: Session, owner: int | None, deputy: int | None, now: datetime) -> int | None:
    """Who is reminded today of what these two are named for; None for nobody."""
    return staff(session, now).hearer(owner, deputy)


def receiver(session: Session, owner: int | None, deputy: int | None, now: datetime) -> int | None:
    """Who gets a card that is sent once: whoever is asked, or who covers for them.

    It waits for somebody who has paused or whom nobody covers. None where nobody is left.
    """
    known = staff(session, now)
    asked = who_is_asked(owner, deputy, known.everyone)
    return known.hearer(owner, deputy) or asked


def told_of(session: Session, indicator: Indicator, now: datetime) -> set[int | None]:
    """Everybody whose reminder may name the indicator: who hears, the owner and their manager."""
    owner = people.person(session, indicator.owner) if indicator.owner else None
    hears = hearer(session, indicator.owner, indicator.deputy, now)
    return {hears, *((owner.id, owner.manager) if owner else ())}
