"""The council's people as kept, and who of them Teams knows."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Table, bindparam, select, update
from sqlmodel import Session, col

from cycle.acting import may_only_look
from cycle.people import Person, Role
from storage import cache
from storage.cache import Topic
from storage.database import insert_new
from storage.statements import Statement, among
from storage.tables import PersonRow

_PEOPLE: Table = PersonRow.__table__  # type: ignore[attr-defined]


def _by(column: str) -> Statement:
    return Statement(select(_PEOPLE).where(_PEOPLE.c[column] == bindparam("wanted")))


_ALL = Statement(select(_PEOPLE))
_BY_ID, _BY_IDENTITY, _BY_EMAIL = _by("id"), _by("aad_object_id"), _by("email")
_BY_DEPUTY, _BY_MANAGER = _by("deputy_id"), _by("manager_id")
_SOME = Statement(select(_PEOPLE).where(among(_PEOPLE.c.id, "ids")))
_NAMES = Statement(select(_PEOPLE.c.id, _PEOPLE.c.name).where(among(_PEOPLE.c.id, "ids")))


def by_identity(session: Session, aad_object_id: str, teams_id: str = "") -> Person | None:
    """The person whose signed identity this is, or None.

    With `teams_id` it is remembered by which name this bot knows the person in Teams.
    """
    if not aad_object_id:
        return None

    def read() -> tuple[Person, str] | None:
        row = _BY_IDENTITY.first(session, wanted=aad_object_id)
        return None if row is None else (_person(row), row.teams_id)

    found = cache.get(session, Topic.PEOPLE, ("identity", aad_object_id), read)
    if found is None:
        return None
    known, known_as = found
    if teams_id and known_as != teams_id:
        note_teams_id(session, known.id, teams_id)
    return known


def by_email(session: Session, email: str) -> Person | None:
    return _one(session, _BY_EMAIL, email.strip().lower())


def person(session: Session, person_id: int) -> Person | None:
    return cache.get(session, Topic.PEOPLE, person_id, lambda: _one(session, _BY_ID, person_id))


def find_many(session: Session, ids: Iterable[int]) -> dict[int, Person]:
    """These people by id."""

    def read(ids: Collection[int]) -> dict[int, Person]:
        return {row.id: _person(row) for row in _SOME.all(session, ids=ids)}

    return cache.get_by_id(session, Topic.PEOPLE, "person", set(ids), read)


def everyone(session: Session) -> dict[int, Person]:
    def read() -> dict[int, Person]:
        return {row.id: _person(row) for row in _ALL.all(session)}

    return dict(cache.get(session, Topic.PEOPLE, "everyone", read))


def names(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """What these people are called, by id."""

    def read(ids: Collection[int]) -> dict[int, str]:
        return {row.id: row.name for row in _NAMES.all(session, ids=ids)}

    return cache.get_by_id(session, Topic.PEOPLE, "name", set(ids), read)


def named(session: Session, name: str) -> set[int]:
    """The ids of those who are called so."""

    def read() -> set[int]:
        return {row.id for row in _ALL.all(session) if row.name == name}

    return cache.get(session, Topic.PEOPLE, ("named", name), read)


def all_names(session: Session) -> list[str]:
    return [row.name for row in _ALL.all(session)]


def with_role(session: Session, role: Role) -> list[Person]:
    def read() -> list[Person]:
        found = (person for person in everyone(session).values() if person.is_a(role))
        return sorted(found, key=lambda person: person.name)

    return list(cache.get(session, Topic.PEOPLE, role, read))


def standing_in(session: Session, person_id: int) -> list[Person]:
    """Those whose deputy this person is."""

    def read() -> list[Person]:
        return [_person(row) for row in _BY_DEPUTY.all(session, wanted=person_id)]

    return list(cache.get(session, Topic.PEOPLE, ("stood in for", person_id), read))


def leavers(session: Session) -> list[Person]:
    """Those who may only look: the register keeps whoever has left so."""

    def read() -> list[Person]:
        return [person for person in everyone(session).values() if may_only_look(person)]

    return list(cache.get(session, Topic.PEOPLE, "leavers", read))


def managed_by(session: Session, person_id: int) -> dict[int, Person]:
    """Those whose manager this person is, by id."""
    return {row.id: _person(row) for row in _BY_MANAGER.all(session, wanted=person_id)}


def managers_of(session: Session, service: str) -> list[Person]:
    """Those who are managers and have this service in the register."""
    return [person for person in with_role(session, Role.MANAGER) if service in person.services]


def teams_identity(session: Session, person_id: int) -> tuple[str, str]:
    """(29-id, Entra id) of a person, each empty while unknown."""
    row = _BY_ID.first(session, wanted=person_id)
    return row.teams_id or "", row.aad_object_id or ""


def note_teams_id(session: Session, person_id: int, teams_id: str) -> None:
    """Remember by which name this bot knows the person in Teams."""
    cache.invalidate(session, Topic.PEOPLE)
    this = update(PersonRow).where(col(PersonRow.id) == person_id)
    session.exec(this.values(teams_id=teams_id))


def link(session: Session, email: str, aad_object_id: str, teams_id: str = "") -> Person | None:
    """Join a signed identity to the person with this e-mail, once.

    None where nobody has the e-mail, or where that person already has another identity.
    """
    if by_email(session, email) is None:
        return None
    cache.invalidate(session, Topic.PEOPLE)
    changed = session.exec(
        update(PersonRow)
        .where(col(PersonRow.email) == email.strip().lower())
        .where(col(PersonRow.aad_object_id).is_(None))
        .values(aad_object_id=aad_object_id)
    )
    return by_identity(session, aad_object_id, teams_id) if changed.rowcount else None


def add_many(session: Session, rows: Iterable[dict[str, Any]]) -> None:
    """Add people by e-mail or bring those known up to date. Managers and deputies are e-mails."""
    cache.invalidate(session, Topic.PEOPLE)
    cache.invalidate(session, Topic.NAMES)  # people are named in questions
    rows = list(rows)
    for row in rows:
        values = {name: row[name] for name in ("name", "aad_object_id", "roles", "services")}
        values["aad_object_id"] = values["aad_object_id"] or None
        if not insert_new(session, PersonRow, {"email": row["email"], **values}):
            if values["aad_object_id"] is None:
                del values["aad_object_id"]  # an identity once learnt is not forgotten
            session.exec(
                update(PersonRow).where(col(PersonRow.email) == row["email"]).values(**values)
            )
    ids = {row.email: row.id for row in session.execute(select(_PEOPLE.c.email, _PEOPLE.c.id))}
    for row in rows:
        session.exec(
            update(PersonRow)
            .where(col(PersonRow.email) == row["email"])
            .values(manager_id=ids.get(row["manager"]), deputy_id=ids.get(row["deputy"]))
        )


def _one(session: Session, statement: Statement, wanted: object) -> Person | None:
    row = statement.first(session, wanted=wanted)
    return _person(row) if row is not None else None


def _person(row: Any) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        email=row.email,
        roles=frozenset(Role(role) for role in row.roles.split(";") if role),
        services=frozenset(service for service in row.services.split(";") if service),
        manager=row.manager_id,
        deputy=row.deputy_id,
    )
