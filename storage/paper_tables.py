"""The tables of papers: their editions, what people wrote for them, what was frozen, the files.

Also what members asked, which papers report until it is closed.
"""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import LargeBinary, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables import Exact


class PaperRow(SQLModel, table=True):
    """One edition of a paper. `tree` is what was frozen, as its blocks; empty while it is a draft.

    `follows` is the edition that it replaces; both stay. One `version` counts every change.
    """

    __tablename__ = "papers"
    __table_args__ = (UniqueConstraint("kind", "period", "body", "edition"),)
    id: int | None = Field(default=None, primary_key=True)
    kind: str
    period: str = Field(max_length=10)
    body: str
    edition: int
    state: str = Field(index=True)
    version: int = 1
    meeting: date | None = None
    made_at: datetime
    made_by: int | None = Field(default=None, foreign_key="people.id")
    frozen_at: datetime | None = None
    frozen_by: int | None = Field(default=None, foreign_key="people.id")
    published_at: datetime | None = None
    published_by: int | None = Field(default=None, foreign_key="people.id")
    follows: int | None = Field(default=None, foreign_key="papers.id")
    reason: str = Field(default="", sa_type=Text)
    tree: str = Field(default="", sa_type=Text)


class PaperWordsRow(SQLModel, table=True):
    """Append only: what somebody wrote for a place of a paper. The newest of a place counts."""

    __tablename__ = "paper_words"
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = Field(foreign_key="papers.id", index=True)
    place: str
    words: str = Field(sa_type=Text)
    by: int | None = Field(default=None, foreign_key="people.id")
    by_name: str = ""
    at: datetime


class PaperLineRow(SQLModel, table=True):
    """What a frozen paper says of one indicator: it stays, whatever is restated later."""

    __tablename__ = "paper_lines"
    __table_args__ = (UniqueConstraint("paper_id", "indicator_id"),)
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = Field(foreign_key="papers.id")
    indicator_id: int = Field(foreign_key="indicators.id", index=True)
    ref: str
    period: str = Field(max_length=10)
    figure_version: int
    value: Decimal | None = Field(default=None, sa_type=Exact)
    target: Decimal | None = Field(default=None, sa_type=Exact)
    band: str
    rule: str = Field(sa_type=Text)
    direction: str


class PaperFileRow(SQLModel, table=True):
    """A file of a frozen paper, as it was handed out first."""

    __tablename__ = "paper_files"
    __table_args__ = (UniqueConstraint("paper_id", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = Field(foreign_key="papers.id")
    name: str
    sha256: str = Field(max_length=64)
    content: bytes = Field(sa_type=LargeBinary)
    at: datetime


class MemberQuestionRow(SQLModel, table=True):
    """A question that members asked in a meeting. No member's name is kept."""

    __tablename__ = "member_questions"
    id: int | None = Field(default=None, primary_key=True)
    body: str
    meeting: date
    words: str = Field(sa_type=Text)
    indicator_id: int | None = Field(default=None, foreign_key="indicators.id", index=True)
    owner: int | None = Field(default=None, foreign_key="people.id", index=True)
    promised: date | None = None
    state: str = Field(index=True)
    version: int = 1
    asked_by: int = Field(foreign_key="people.id")
    asked_at: datetime
    answer: str = Field(default="", sa_type=Text)
    answered_by: int | None = Field(default=None, foreign_key="people.id")
    answered_at: datetime | None = None


class PaperUploadRow(SQLModel, table=True):
    """A file offered to a person in their chat, and where Teams wants it once they accept."""

    __tablename__ = "paper_uploads"
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = Field(foreign_key="papers.id")
    name: str
    person_id: int = Field(foreign_key="people.id")
    state: str = Field(index=True)
    upload_url: str = Field(default="", sa_type=Text)
    content_url: str = Field(default="", sa_type=Text)
    unique_id: str = ""
    file_type: str = ""
    at: datetime
