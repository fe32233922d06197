"""Says on the receipt what else a figure has changed, when later ones were given already."""

from datetime import date

from cycle.council import Council
from cycle.periods import Period
from cycle.review import rerated
from storage.records import Record


def later_changes(
    before: Record, after: Record, changed: Period, today: date, council: Council
) -> tuple[str, ...]:
    """A sentence for each later period that is rated, compared or charted otherwise now.

    Nothing where the figure is the newest: then nothing looks back at it yet.
    """
    later = [period for period in after.series if changed < period]
    if not later:
        return ()
    periods = rerated.dependants(changed, later)
    return rerated.sentences(
        [before.stand(period, today, council) for period in periods],
        [after.stand(period, today, council) for period in periods],
        before.chart(),
        after.chart(),
    )
