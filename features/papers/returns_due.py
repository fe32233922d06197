"""The returns to government of a paper's period, as far as each has come."""

from cycle.monitor.paper.views import ReturnInPaper
from features.papers.indicator_views import Wanted
from storage import returns
from storage.database import Session


def returns_due(session: Session, wanted: Wanted) -> tuple[ReturnInPaper, ...]:
    """Every round whose day lies in the period, the soonest first."""
    every = returns.all_returns(session)
    return tuple(
        ReturnInPaper(
            name=str(every[one.return_id]),
            due=one.due,
            state=one.state.value,
            to=every[one.return_id].recipient,
            is_sent=one.state.is_sent,
            is_late=not one.state.is_sent and one.due < wanted.today,
        )
        for one in returns.all_rounds(session)
        if one.return_id in every and wanted.period.start <= one.due <= wanted.period.end
    )
