"""The council's people as kept, and who of them Teams knows."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, Table, update
from sqlmodel import Session, col, select

from cycle.people import Person, Role
from storage.database import insert_new
from storage.tables import PersonRow

_PEOPLE: Table = PersonRow.__table__  # type: ignore[attr-defined]


def by_identity(session: Session, aad_object_id: str) -> Person | None:
    """The person whose signed identity this is, or None."""
    if not aad_object_id:
        return None
    return _one(session, col(PersonRow.aad_object_id) == aad_object_id)


def by_email(session: Session, email: str) -> Person | None:
    return _one(session, col(PersonRow.email) == email.strip().lower())


def person(session: Session, person_id: int) -> Person | None:
    return _one(session, col(PersonRow.id) == person_id)


def everyone(session: Session) -> dict[int, Person]:
    return {row.id: _person(row) for row in session.exec(select(*_PEOPLE.c))}


def names(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """What these people are called, by id."""
    wanted = select(PersonRow.id, PersonRow.name).where(col(PersonRow.id).in_(set(ids)))
    return {row[0]: row[1] for row in session.exec(wanted) if row[0] is not None}


def with_role(session: Session, role: Role) -> list[Person]:
    return sorted(
        (person for person in everyone(session).values() if person.is_a(role)),
        key=lambda person: person.name,
    )


def standing_in(session: Session, person_id: int) -> list[Person]:
    """Those whose deputy this person is."""
    rows = session.exec(select(*_PEOPLE.c).where(col(PersonRow.deputy_id) == person_id))
    return [_person(row) for row in rows]


def managed_by(session: Session, person_id: int) -> dict[int, Person]:
    """Those whose manager this person is, by id."""
    rows = session.exec(select(*_PEOPLE.c).where(col(PersonRow.manager_id) == person_id))
    return {row.id: _person(row) for row in rows}


def managers_of(session: Session, service: str) -> list[Person]:
    """Those who are managers and have this service in the register."""
    return [person for person in with_role(session, Role.MANAGER) if service in person.services]


def teams_identity(session: Session, person_id: int) -> tuple[str, str]:
    """(29-id, Entra id) of a person, each empty while unknown."""
    row = session.exec(
        select(PersonRow.teams_id, PersonRow.aad_object_id).where(col(PersonRow.id) == person_id)
    ).one()
    return row[0] or "", row[1] or ""


def met(session: Session, person_id: int, teams_id: str) -> None:
    """Remember by which name this bot knows the person in Teams."""
    if teams_id:
        session.exec(
            update(PersonRow)
            .where(col(PersonRow.id) == person_id)
            .where(col(PersonRow.teams_id).is_distinct_from(teams_id))
            .values(teams_id=teams_id)
        )


def link(session: Session, email: str, aad_object_id: str) -> Person | None:
    """Join a signed identity to the person with this e-mail, once.

    None where nobody has the e-mail, or where that person already has another identity.
    """
    changed = session.exec(
        update(PersonRow)
        .where(col(PersonRow.email) == email.strip().lower())
        .where(col(PersonRow.aad_object_id).is_(None))
        .values(aad_object_id=aad_object_id)
    )
    return by_identity(session, aad_object_id) if changed.rowcount else None


def keep(session: Session, rows: Iterable[dict[str, Any]]) -> None:
    """Add people by e-mail or bring those known up to date. Managers and deputies are e-mails."""
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
    ids = dict(session.exec(select(PersonRow.email, PersonRow.id)).all())
    for row in rows:
        session.exec(
            update(PersonRow)
            .where(col(PersonRow.email) == row["email"])
            .values(manager_id=ids.get(row["manager"]), deputy_id=ids.get(row["deputy"]))
        )


def _one(session: Session, condition: Any) -> Person | None:
    row = session.exec(select(*_PEOPLE.c).where(condition)).first()
    return _person(row) if row is not None else None


def _person(row: Row[Any]) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        email=row.email,
        roles=frozenset(Role(role) for role in row.roles.split(";") if role),
        services=frozenset(service for service in row.services.split(";") if service),
        manager=row.manager_id,
        deputy=row.deputy_id,
    )
