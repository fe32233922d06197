"""What can be asked in chat of papers, and of what members asked."""

from dataclasses import dataclass
from datetime import date

from cycle.monitor.paper.kinds import NAMES
from cycle.monitor.paper.views import Body, PaperKind
from cycle.periods import Period, day_words


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWanted:
    """Show me this paper: its draft with what is missing, or the edition that was given out."""

    kind: PaperKind
    period: Period
    body: Body
    meeting: date | None = None

    def read_as(self) -> str:
        meeting = f", meeting of {day_words(self.meeting)}" if self.meeting else ""
        name = NAMES[self.kind]
        return f"{name[:1].upper()}{name[1:]}, {self.period.words}, for {self.body}{meeting}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishPaper:
    """Publish the newest edition of this paper."""

    kind: PaperKind
    period: Period
    body: Body

    def read_as(self) -> str:
        return f"Publish the {NAMES[self.kind]}, {self.period.words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawPaper:
    """Take the published edition back, with the reason."""

    kind: PaperKind
    period: Period
    body: Body
    reason: str

    def read_as(self) -> str:
        return f"Withdraw the {NAMES[self.kind]}, {self.period.words}"


@dataclass(frozen=True, slots=True)
class PaperList:
    """Which papers are there?"""

    def read_as(self) -> str:
        return "Papers"


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersAsk:
    """Members have asked this in a meeting; `meeting` is the day by which they want the answer."""

    body: Body
    ref: str | None
    words: str
    meeting: date | None = None

    def read_as(self) -> str:
        return f"Question from {self.body}"


@dataclass(frozen=True, slots=True)
class MembersQuestions:
    """What have members asked that is not closed? Of every body when `body` is None."""

    body: Body | None = None

    def read_as(self) -> str:
        return f"Questions of {self.body}" if self.body else "Questions of members"


PaperQuestion = (
    PaperWanted | PublishPaper | WithdrawPaper | PaperList | MembersAsk | MembersQuestions
)
