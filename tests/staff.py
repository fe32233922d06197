"""How a council's people change in the tests: another role, deputy, manager or service."""

from dataclasses import replace
from typing import Any

from storage import people, register
from storage.database import Database, Session


def address(first_name: str) -> str:
    return f"{first_name}@wealdbrook.gov.uk" if first_name else ""


def change(database: Database, who: str, **terms: str) -> None:
    """`terms` are columns of the table of people; manager and deputy are first names."""

    def keep(session: Session) -> None:
        known = people.everyone(session)
        before = next(one for one in known.values() if one.email == address(who))
        emails = {own: one.email for own, one in known.items()}
        row: dict[str, Any] = {
            "name": before.name,
            "email": before.email,
            "aad_object_id": "",
            "roles": ";".join(before.roles),
            "services": ";".join(before.services),
            "manager": emails.get(before.manager or 0, ""),
            "deputy": emails.get(before.deputy or 0, ""),
        }
        named: dict[str, Any] = {
            name: address(terms[name]) for name in ("manager", "deputy") if name in terms
        }
        people.add_many(session, [{**row, **terms, **named}])

    database.run(keep)


def leaves(database: Database, who: str) -> None:
    """Somebody has left: they may only look."""
    change(database, who, roles="viewer")


def own(database: Database, ref: str, **columns: Any) -> None:
    """Change columns of an indicator; owner, deputy and certifier are first names."""

    def keep(session: Session) -> None:
        indicator = register.by_ref(session, ref)
        assert indicator is not None
        named: dict[str, Any] = {
            name: _person(session, str(columns[name])) if columns[name] else None
            for name in ("owner", "deputy", "certifier")
            if name in columns
        }
        register.add(session, replace(indicator, **{**columns, **named}))

    database.run(keep)


def _person(session: Session, who: str) -> int:
    person = people.by_email(session, address(who))
    assert person is not None
    return person.id
