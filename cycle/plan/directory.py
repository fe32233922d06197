"""Whom a cell of a table means: a person by e-mail or by exact name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cycle.plan.cells import quoted
from cycle.plan.keys import lookup_key


class NotInDirectory(LookupError):
    """The message says who was not found, or why one cannot tell who is meant."""


@dataclass(frozen=True, slots=True)
class Directory:
    """E-mails in small letters by `lookup_key`; the e-mails of those who bear a name."""

    emails: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, people: Iterable[tuple[str, str]]) -> "Directory":
        """Arrange (name, e-mail) for looking up."""
        emails: dict[str, str] = {}
        names: dict[str, list[str]] = defaultdict(list)
        for name, email in people:
            emails[lookup_key(email)] = email.lower()
            names[lookup_key(name)].append(email.lower())
        return cls(emails, {name: tuple(found) for name, found in names.items()})

    def find(self, text: str) -> str:
        """The e-mail of the one person meant; raises NotInDirectory."""
        if email := self.emails.get(lookup_key(text)):
            return email
        found = self.names.get(lookup_key(text), ())
        if len(found) == 1:
            return found[0]
        if found:
            raise NotInDirectory(f"{len(found)} people are called {quoted(text)}: write the e-mail")
        raise NotInDirectory(f"nobody is known by the e-mail or exact name {quoted(text)}")
