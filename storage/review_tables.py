"""The tables of the yearly review: each year's set with its lines, and suggestions."""

from datetime import date, datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class KpiSetRow(SQLModel, table=True):
    """One year's set of indicators, from its review to its agreement."""

    __tablename__ = "kpi_sets"
    id: int | None = Field(default=None, primary_key=True)
    year: str = Field(max_length=10, unique=True)
    state: str
    opened_on: date
    comment: str = Field(default="", sa_type=Text)
    agreed_by: str = ""
    agreed_on: date | None = None
    decision_reference: str = ""
    version: int = 1


class KpiSetLineRow(SQLModel, table=True):
    """What is to become of one indicator; `terms` is JSON: a list of field, old and new."""

    __tablename__ = "kpi_set_lines"
    __table_args__ = (UniqueConstraint("set_id", "indicator_id"),)
    id: int | None = Field(default=None, primary_key=True)
    set_id: int = Field(foreign_key="kpi_sets.id")
    indicator_id: int = Field(foreign_key="indicators.id", index=True)
    ref: str
    change: str
    terms: str = Field(default="[]", sa_type=Text)
    reason: str = Field(default="", sa_type=Text)
    decided_with: str = Field(default="", sa_type=Text)
    control: str = ""
    control_words: str = Field(default="", sa_type=Text)
    answered_by: int | None = Field(default=None, foreign_key="people.id")
    answered_on: date | None = None
    version: int = 1


class SuggestionRow(SQLModel, table=True):
    """What somebody suggests for an indicator; `answer` is empty while it waits."""

    __tablename__ = "suggestions"
    id: int | None = Field(default=None, primary_key=True)
    indicator_id: int = Field(foreign_key="indicators.id", index=True)
    words: str = Field(sa_type=Text)
    made_by: int = Field(foreign_key="people.id")
    made_at: datetime
    answer: str = Field(default="", sa_type=Text)
    answered_by: int | None = Field(default=None, foreign_key="people.id")
    answered_at: datetime | None = None
