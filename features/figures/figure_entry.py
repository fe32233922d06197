"""A figure that somebody gives, on a form or in a workbook: judged, and made from its entry."""

from datetime import date

from cycle.plan import due
from cycle.review import submission
from cycle.review.entry import Entry, Submission
from cycle.review.figure import Figure
from cycle.review.submission import Judged
from features.figures.task import FigureTask
from features.turn import Visit
from storage import register
from storage.database import Session


def judge(session: Session, visit: Visit, task: FigureTask, given: Submission) -> Judged:
    """Judged on the terms of the period, as they stand today."""
    standing = task.record.stand(task.period, visit.today, visit.council)
    return submission.judge(
        standing.indicator,
        task.period,
        given,
        target=standing.target,
        series=task.record.series,
        today=visit.today,
        breaks=task.record.breaks,
        closes=closes_on(session, visit, task),
    )


def figure_of(visit: Visit, task: FigureTask, entry: Entry) -> Figure:
    """The next version of the figure, under the name of whoever gives it now."""
    return entry.figure(
        task.indicator.id,
        task.period,
        visit.now,
        version=task.version + 1,
        given_by=visit.person.id,
        given_by_name=visit.person.name,
    )


def closes_on(session: Session, visit: Visit, task: FigureTask) -> date | None:
    """The last day of entry; None where entry never closes or was opened again."""
    reopened = register.reopened(session, [task.indicator.id], visit.today)
    if (task.indicator.id, task.period) in reopened:
        return None
    calendar, days = visit.council.calendar, visit.council.lock_working_days
    return due.locks(task.indicator, task.period, calendar, days)
