"""The table of people, read: each row a person, or every reason why the table cannot stand."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from cycle.people import Role
from cycle.plan.cells import Cells, quoted
from cycle.plan.directory import Directory, NotInDirectory
from cycle.plan.keys import clean_key, lookup_key

REQUIRED = ("name", "email")
_EMAIL = re.compile(
    r"(?!mailto:)[^@\s;,<>()\"']+(?:'[^@\s;,<>()\"']+)*@[^@\s;,<>()\"']+\.[^@\s;,<>()\"'.]+"
)
_IDENTITY = re.compile(r"[0-9a-z-]{1,64}")
_SETS = ("roles", "services")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """A person as the table writes one. `manager` and `deputy` are e-mails once read."""

    name: str
    email: str
    aad_object_id: str = ""
    roles: str = Role.OFFICER.value
    services: str = ""
    manager: str = ""
    deputy: str = ""

    def differences(self, other: "PersonLine") -> list[tuple[str, str, str]]:
        """(column, self's, other's) where the two differ; sets are the same in any order."""
        pairs = [(name, getattr(self, name), getattr(other, name)) for name in COLUMNS]
        return [
            (name, mine, theirs)
            for name, mine, theirs in pairs
            if (_members(mine) != _members(theirs) if name in _SETS else mine != theirs)
        ]


COLUMNS = tuple(field.name for field in fields(PersonLine))


def read_people(rows: Sequence[Cells], known: Mapping[str, PersonLine]) -> dict[str, PersonLine]:
    """Everyone in the table by e-mail; what cannot stand is noted in the rows' faults.

    A column that is not in the file leaves what is known; a blank cell empties it, but for the
    identity, which once learnt is not forgotten. `known` is everyone in the register, by e-mail.
    """
    read: dict[str, PersonLine] = {}
    cells: dict[str, Cells] = {}
    for row in rows:
        line = _person(row, known)
        if line.email in read:
            first = cells[line.email].line
            row.fault("email", f"{quoted(line.email)} is on line {first} already.")
        elif line.email:
            read[line.email], cells[line.email] = line, row
    everyone = {**known, **read}
    directory = Directory.of((line.name, line.email) for line in everyone.values())
    found = {email: _with_others(line, cells[email], directory) for email, line in read.items()}
    _refuse_circles(found, {**known, **found}, cells)
    _refuse_shared_identities(found, {**known, **found}, cells)
    return found


def is_email(text: str) -> bool:
    return _EMAIL.fullmatch(text) is not None


def _person(row: Cells, known: Mapping[str, PersonLine]) -> PersonLine:
    email = row.key("email", 254, required=True).lower()
    if email and not is_email(email):
        row.fault("email", f"{quoted(email)} is not an e-mail address.")
    before = known.get(email, PersonLine(name="", email=email))
    identity = row.words("aad_object_id", 64).lower()
    if identity and not _IDENTITY.fullmatch(identity):
        row.fault("aad_object_id", f"{quoted(identity)} is not an Entra object id.")
    return PersonLine(
        name=row.words("name", 100, required=True),
        email=email,
        aad_object_id=identity or before.aad_object_id,
        roles=_roles(row) if row.has("roles") else before.roles,
        services=";".join(row.several("services")) if row.has("services") else before.services,
        manager=row.words("manager", 254) if row.has("manager") else before.manager,
        deputy=row.words("deputy", 254) if row.has("deputy") else before.deputy,
    )


def _roles(row: Cells) -> str:
    given = [role.casefold() for role in row.several("roles")]
    for role in given:
        if role not in tuple(Role):
            row.fault("roles", f"{quoted(role)} is not a role: write {', '.join(Role)}.")
    return ";".join(role for role in Role if role in given) or Role.OFFICER.value


def _with_others(line: PersonLine, row: Cells, directory: Directory) -> PersonLine:
    manager = _other(line, row, "manager", line.manager, directory)
    deputy = _other(line, row, "deputy", line.deputy, directory)
    return replace(line, manager=manager, deputy=deputy)


def _other(line: PersonLine, row: Cells, column: str, text: str, directory: Directory) -> str:
    """The e-mail of the manager or deputy, or nothing where there is none."""
    if not text:
        return ""
    try:
        email = directory.find(text)
    except NotInDirectory as why:
        row.fault(column, f"{why}, neither in this file nor in the register.")
        return ""
    if email == line.email:
        row.fault(column, f"{quoted(line.name)} cannot be their own {column}.")
        return ""
    return email


def _refuse_circles(
    found: Mapping[str, PersonLine], everyone: Mapping[str, PersonLine], cells: Mapping[str, Cells]
) -> None:
    for email in found:
        above = list(_managers_above(email, everyone))
        if email in above:
            way = " → ".join(
                everyone[one].name for one in [email, *above[: above.index(email) + 1]]
            )
            cells[email].fault("manager", f"the managers go round in a circle: {way}.")


def _managers_above(email: str, everyone: Mapping[str, PersonLine]) -> Iterator[str]:
    seen: set[str] = set()
    while (email := everyone[email].manager) and email in everyone and email not in seen:
        seen.add(email)
        yield email


def _refuse_shared_identities(
    found: Mapping[str, PersonLine], everyone: Mapping[str, PersonLine], cells: Mapping[str, Cells]
) -> None:
    holders: dict[str, list[str]] = {}
    for line in everyone.values():
        if line.aad_object_id:
            holders.setdefault(line.aad_object_id, []).append(line.email)
    for email, line in found.items():
        others = [other for other in holders.get(line.aad_object_id, ()) if other != email]
        if others and cells[email].raw("aad_object_id"):
            cells[email].fault("aad_object_id", f"is that of {', '.join(others)} as well.")


def _members(text: str) -> frozenset[str]:
    return frozenset(part for part in text.split(";") if part)


def changed_emails(rows: Sequence[Cells], known: Mapping[str, PersonLine]) -> dict[str, str]:
    """The new e-mail by the old one, of those whom the table knows by their Entra identity alone.

    A person is the identity: another e-mail beside a known one is a change of address, unless the
    old address is in the table too.
    """
    in_table = {clean_key(row.raw("email")).lower() for row in rows}
    holders = {line.aad_object_id: line.email for line in known.values() if line.aad_object_id}
    moved = {}
    for row in rows:
        email = clean_key(row.raw("email")).lower()
        old = holders.get(row.raw("aad_object_id").lower(), "")
        if old and email not in known and old not in in_table and is_email(email):
            moved[old] = email
    return moved


def with_new_emails(
    known: Mapping[str, PersonLine], moved: Mapping[str, str]
) -> dict[str, PersonLine]:
    """Everyone as known, under the new addresses; managers and deputies too."""
    return {
        moved.get(email, email): replace(
            line,
            email=moved.get(email, email),
            manager=moved.get(line.manager, line.manager),
            deputy=moved.get(line.deputy, line.deputy),
        )
        for email, line in known.items()
    }


def namesake(line: PersonLine, known: Mapping[str, PersonLine], in_table: Collection[str]) -> str:
    """The e-mail of the one other person of this name who is not in the table; else empty.

    A new line of that name may be the same person at another address.
    """
    same = [
        email
        for email, other in known.items()
        if lookup_key(other.name) == lookup_key(line.name) and email not in in_table
    ]
    return same[0] if len(same) == 1 and line.email not in known else ""


def identities_given_anew(
    read: Mapping[str, PersonLine], known: Mapping[str, PersonLine]
) -> Collection[str]:
    """The e-mails of those whose identity is now another than the one known."""
    return [
        email
        for email, line in read.items()
        if email in known and known[email].aad_object_id not in ("", line.aad_object_id)
    ]
