"""The balance of the set of indicators: are there too many KPIs, and does each priority have one?

The limits are our choice (decision 0051).
"""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from cycle.plan.indicator import Indicator, Kind

MOST_KPIS = 30  # our choice: more than a committee can look at
MOST_SHARE = Decimal(30)  # per cent of all indicators


def balance(
    indicators: Sequence[Indicator], priorities: Collection[str], today: date
) -> tuple[str, ...]:
    """What to look at in the set as a whole, a sentence each."""
    live = [indicator for indicator in indicators if not indicator.is_retired(today)]
    kpis = [indicator for indicator in live if indicator.kind is Kind.KPI]
    sentences = []
    if len(kpis) > MOST_KPIS:
        sentences.append(f"There are {len(kpis)} KPIs, more than {MOST_KPIS}: a few matter most.")
    if live and Decimal(len(kpis)) * 100 / len(live) > MOST_SHARE:
        share = Decimal(len(kpis)) * 100 / len(live)
        sentences.append(f"{share:.0f}% of the indicators are KPIs, more than {MOST_SHARE}%.")
    served = {indicator.priority.casefold() for indicator in kpis}
    sentences += [
        f"No KPI measures {priority}."
        for priority in sorted(priorities)
        if priority.casefold() not in served
    ]
    rated = {indicator.service for indicator in live if indicator.kind is not Kind.STATISTIC}
    unrated = sorted({indicator.service for indicator in live if indicator.service not in rated})
    sentences += [
        f"{service} has Statistics only, and nothing that is rated." for service in unrated
    ]
    return tuple(sentences)
