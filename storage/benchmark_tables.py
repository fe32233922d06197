"""The tables of comparison: councils, who our neighbours are, and what others have published."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables import Exact


class AreaRow(SQLModel, table=True):
    """A council, by the code of its area."""

    __tablename__ = "areas"
    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str
    type: str = ""
    region: str = ""


class NeighbourRow(SQLModel, table=True):
    """One council of a group with which we compare ourselves; `area` is its code."""

    __tablename__ = "neighbours"
    __table_args__ = (UniqueConstraint("group_name", "area"),)
    id: int | None = Field(default=None, primary_key=True)
    group_name: str
    area: str
    place: int = 0


class BenchmarkRow(SQLModel, table=True):
    """What another council published for one indicator and period; `area` is its code."""

    __tablename__ = "benchmarks"
    __table_args__ = (UniqueConstraint("indicator_id", "area", "period"),)
    id: int | None = Field(default=None, primary_key=True)
    indicator_id: int = Field(foreign_key="indicators.id", index=True)
    area: str
    period: str = Field(max_length=10)
    value: Decimal = Field(sa_type=Exact)
    source: str = Field(default="", sa_type=Text)
    link: str = Field(default="", sa_type=Text)
    published: date | None = None
    comparable: str
    words: str = Field(default="", sa_type=Text)
