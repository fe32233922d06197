"""Which indicators a question is about, in words for people and as it may be typed again."""

from dataclasses import dataclass, fields

from cycle.plan.indicator import Kind

AWAITING = "Awaiting data"
UNTARGETED = "Without a target"
ME = "me"  # stands for the person who asks, until it is known who that is


@dataclass(frozen=True, slots=True)
class Filter:
    """Which indicators are asked about; a part that is empty leaves nothing out.

    `bands` are Red, Amber, Green, Awaiting data or Without a target; `owner` is a person's name, or
    ME; `mine` means the services of the person who asks.
    """

    services: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    portfolios: tuple[str, ...] = ()
    kind: Kind | None = None
    bands: tuple[str, ...] = ()
    owner: str = ""
    refs: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()  # services
    mine: bool = False

    @property
    def is_everything(self) -> bool:
        return self == Filter()

    @property
    def names_a_group(self) -> bool:
        """Whether it names whose indicators, rather than only their kind or colour."""
        return any((self.services, self.priorities, self.portfolios, self.owner, self.mine))

    @property
    def words(self) -> str:
        """`Housing, KPIs, Red`; `All indicators` when nothing is left out."""
        excepted = f"all except {_and(self.excepted)}" if self.excepted else ""
        owner = f"owned by {'you' if self.owner == ME else self.owner}" if self.owner else ""
        parts = (
            ", ".join(self.refs),
            "your services" if self.mine else "",
            _and(self.services),
            _and(self.priorities),
            _and(self.portfolios),
            _KINDS[self.kind] if self.kind else "",
            " or ".join(self.bands),
            owner,
            excepted,
        )
        said = ", ".join(part for part in parts if part) or "All indicators"
        return said[0].upper() + said[1:]

    @property
    def text(self) -> str:
        """The same as it may be typed after "status of": `Red KPIs in service Housing`."""
        kind = _KINDS[self.kind] if self.kind else "indicators"
        parts = (
            " and ".join(self.bands),
            "my" if self.owner == ME else "",
            ", ".join(self.refs) if self.refs else kind,
            "in my services" if self.mine else "",
            *(f"in service {one}" for one in self.services),
            *(f"in priority {one}" for one in self.priorities),
            *(f"of the {one}" for one in self.portfolios),
            f"owned by {self.owner}" if self.owner not in ("", ME) else "",
            f"except {' and '.join(self.excepted)}" if self.excepted else "",
        )
        return " ".join(part for part in parts if part)

    def filled(self, other: "Filter") -> "Filter":
        """This filter, with the parts of another where this one says nothing."""
        parts = {
            part.name: getattr(self, part.name) or getattr(other, part.name)
            for part in fields(Filter)
        }
        return Filter(**parts)


def _and(names: tuple[str, ...]) -> str:
    return " and ".join(names)


EVERYTHING = Filter()
_KINDS = {Kind.KPI: "KPIs", Kind.PI: "PIs", Kind.STATISTIC: "Statistics"}
