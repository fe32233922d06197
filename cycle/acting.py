"""Who can act for something, and who is asked: its owner, or whoever stands in for one who has left
or is away.

One rule for figures, progress, returns, risks, interventions, call-ins and sign-off.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cycle.people import Person, Role
from cycle.periods import london_day


@dataclass(frozen=True, slots=True)
class Absence:
    """No reminders from the day `starts` until the moment `ends`.

    Away, `cover` hears instead, the deputy where it is None; `is_away` is False for a mere pause.
    `asked_back_on` is None until they were asked whether they are back.
    """

    person: int
    starts: date
    ends: datetime
    is_away: bool
    cover: int | None = None
    asked_back_on: date | None = None

    def overlaps(self, starts: date, ends: datetime) -> bool:
        """Whether it lies, in part, between this day and this moment."""
        return self.starts <= ends.date() and london_day(self.ends) >= starts


def may_only_look(person: Person) -> bool:
    """Whether nothing is left to them but to look, as to somebody who has left."""
    return person.roles <= {Role.VIEWER}


def may_act(person: Person, owner: Person | None, deputy: int | None = None) -> bool:
    """Whether this person can act for what `owner` owns and `deputy` deputises for.

    The owner, the deputy and the owner's own deputy can; for an owner who has left, the owner's
    manager too. Nobody can who may only look. Source: our choice; the framework makes owners
    responsible, and says no more.
    """
    if may_only_look(person):
        return False
    able = {deputy}
    if owner is not None:
        able |= {owner.id, owner.deputy}
        able |= {owner.manager} if may_only_look(owner) else set()
    return person.id in able


def who_is_asked(
    owner: int | None, deputy: int | None, everyone: Mapping[int, Person]
) -> int | None:
    """Who is asked for it: the owner, else the first who can act in their place.

    The deputy comes first, then the owner's own deputy, then their manager. None where nobody is
    left: then the performance team names somebody.
    """
    holder = everyone.get(owner) if owner is not None else None
    following = (holder.id, deputy, holder.deputy, holder.manager) if holder else (deputy,)
    return next((one for one in following if _is_able(one, everyone)), None)


def who_hears(
    owner: int | None,
    deputy: int | None,
    everyone: Mapping[int, Person],
    absent: Mapping[int, Absence],
) -> int | None:
    """Who is reminded of it today: whoever is asked, or who covers for them while they are away.

    That is the colleague they named, else the deputy. None in a pause, and where whoever covers is
    absent too: there are no chains.
    """
    asked = who_is_asked(owner, deputy, everyone)
    absence = absent.get(asked) if asked is not None else None
    if asked is None or absence is None:
        return asked
    if not absence.is_away:
        return None
    following = (absence.cover, deputy, everyone[asked].deputy)
    covers = (one for one in following if one != asked and _is_able(one, everyone))
    return next((one for one in covers if one not in absent), None)


def heir(leaver: Person, everyone: Mapping[int, Person]) -> int | None:
    """Who takes over what someone who leaves was to do: the deputy, else the manager.

    None where neither is left: then the performance team names one. Source: our choice; no action
    may be left with nobody.
    """
    following = (leaver.deputy, leaver.manager)
    return next((one for one in following if one != leaver.id and _is_able(one, everyone)), None)


def _is_able(person: int | None, everyone: Mapping[int, Person]) -> bool:
    return person is not None and person in everyone and not may_only_look(everyone[person])
