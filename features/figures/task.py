"""One figure that somebody may give: which it is, whether they may, and what waits behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from cards import notices, replies
from cards.elements import Card
from cycle.people import Person
from cycle.periods import Period
from cycle.plan import ownership, retirement
from cycle.plan.indicator import Indicator
from cycle.review.figure import Figure
from cycle.review.outstanding import Outstanding, is_locked
from cycle.review.sign_off import SignOffState, is_final
from features.turn import Visit
from storage import acting, outstanding, people, records, register
from storage.card_refs import About, CardRef
from storage.database import Session
from storage.records import Record

FIRST = (1, 1)


@dataclass(frozen=True, slots=True)
class FigureTask:
    """One figure somebody may give: of which indicator, for which period, as which of how many.

    `skipped` of those before it in the person's queue stay for later.
    """

    record: Record
    period: Period
    place: tuple[int, int]
    owner: Person | None
    skipped: int = 0

    @property
    def indicator(self) -> Indicator:
        return self.record.indicator

    @property
    def figure(self) -> Figure | None:
        """The figure in force, if there is one."""
        return self.record.series.get(self.period)

    @property
    def version(self) -> int:
        return self.figure.version if self.figure else 0

    @property
    def is_certified(self) -> bool:
        """Whether a change needs its cause, what prevents it, and an opening."""
        return is_final(self.record.sign_off(self.period), self.figure)

    @property
    def is_sent_back(self) -> bool:
        sign_off = self.record.sign_off(self.period)
        return sign_off is not None and sign_off.state is SignOffState.SENT_BACK


def refusal_card(session: Session, visit: Visit, asked: FigureTask) -> Card | None:
    """Why this person may not give this figure now; None when they may. Judged at every press."""
    if not ownership.may_give(visit.person, asked.indicator, asked.owner):
        return notices.not_yours(asked.indicator, asked.owner.name if asked.owner else "")
    return no_such_figure_card(visit, asked)


def no_such_figure_card(visit: Visit, asked: FigureTask) -> Card | None:
    """Why nobody gives this figure now: the period is not over, or has none; else None."""
    indicator, period = asked.indicator, asked.period
    if period.frequency is not indicator.frequency:
        words = f"{indicator} is {indicator.frequency}: it has no figure for {period.words}."
        return replies.refusal("No figure for that period", words, indicator.service)
    if not indicator.is_given:
        words = "Steward counts it from the progress of service plan actions: nobody types it."
        return replies.refusal("Counted by Steward", words, indicator.service)
    if sentence := retirement.refused(indicator, period):
        heading = retirement.words(indicator, visit.today)
        return replies.refusal(heading, sentence, indicator.service)
    if period.end >= visit.today:
        words = f"{period.words} has not ended yet. Its figure can be given from the day after."
        return replies.refusal("Not yet", words, indicator.service)
    return None


def is_closed(session: Session, visit: Visit, task: FigureTask) -> bool:
    """Whether the period is closed to entry today for this indicator.

    So is a figure that is certified; one that was sent back is open to be put right.
    """
    reopened = register.reopened(session, [task.indicator.id], visit.today)
    if (task.indicator.id, task.period) in reopened or task.is_sent_back:
        return False
    locked = is_locked(task.indicator, task.period, visit.today, visit.council, reopened)
    return locked or task.is_certified


def task_of(
    session: Session,
    indicator: Indicator,
    period: Period,
    place: tuple[int, int] = FIRST,
    skipped: int = 0,
) -> FigureTask:
    """This figure as it is now."""
    owner = people.person(session, indicator.owner) if indicator.owner else None
    return FigureTask(records.record(session, indicator), period, place, owner, skipped)


def place_words(task: FigureTask) -> str:
    """The place of a task as its card's buttons carry it (see `place_of`)."""
    return f"{task.place[0]} {task.place[1]} {task.skipped}"


def line_words(indicator_id: int, period: Period) -> str:
    """What a row of figures opens when it is tapped (see `find_line`)."""
    return f"{indicator_id} {period}"


def find_line(session: Session, words: str, place: tuple[int, int] = FIRST) -> FigureTask | None:
    """The figure of a row; None where the register does not have it any more."""
    own, _, period = words.partition(" ")
    indicator = register.indicator(session, int(own)) if own.isdigit() else None
    if indicator is None:
        return None
    return task_of(session, indicator, Period.parse(period), place)


def find_task(session: Session, ask: CardRef) -> FigureTask | None:
    """What the card asked for, as it is now; None when it asked for no single figure."""
    if ask.indicator is None or ask.period is None:
        return None
    indicator = register.indicator(session, ask.indicator)
    if indicator is None:
        return None
    return task_of(session, indicator, ask.period, place_of(ask), skipped_before(ask))


def of_line(session: Session, line: Outstanding) -> FigureTask:
    """What is outstanding, as a task of its own."""
    return task_of(session, line.indicator, line.period)


def place_of(ask: CardRef) -> tuple[int, int]:
    """The "2 of 3" of the card."""
    number, count, *_ = _place(ask)
    return number, count


def skipped_before(ask: CardRef) -> int:
    """How many of the person's queue were left for later before this one."""
    place = _place(ask)
    return place[2] if len(place) > 2 else 0


def _place(ask: CardRef) -> tuple[int, ...]:
    if ask.about is not About.FIGURE or not ask.words:
        return FIRST
    return tuple(int(part) for part in ask.words[0].split())


def still_due(session: Session, visit: Visit) -> list[Outstanding]:
    """What the person can give now, worst delay first: what they are reminded of, else the rest."""
    lines = still_open(outstanding.of_person(session, visit.person.id, visit.today, visit.council))
    heard_of = acting.indicators_heard_of(session, visit.person, visit.now) if lines else []
    own = {indicator.id for indicator in heard_of}
    return [line for line in lines if line.indicator.id in own] or lines


def still_open(lines: Sequence[Outstanding]) -> list[Outstanding]:
    """Those whose period is not closed to entry."""
    return [line for line in lines if not line.is_locked]
