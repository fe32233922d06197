"""The answer to "data quality": how figures come in, by service, and what is to be looked at."""

from collections.abc import Sequence
from datetime import date

from cards.elements import (
    Card,
    Column,
    Columns,
    Container,
    RichText,
    Table,
    TableRow,
    Text,
    TextRun,
    card,
    subheading,
    title,
)
from cards.figures.figure import cell, header, working_days
from cycle.periods import Period, day_words
from cycle.review.quality import (
    Principle,
    Quality,
    QualityFinding,
    Rates,
    by_service,
    joined,
    worst_first,
)

MOST_ROWS = 12
MOST_FINDINGS = 8
MOST_OF_ONE = 2  # findings of one indicator, so that the worst does not hide the rest


def quality(asked: str, found: Sequence[Quality], today: date, only: Period | None = None) -> Card:
    """Rates of the last 12 months (or of one period), then the worst cases in plain sentences.

    By service; where all are of one service, by indicator.
    """
    if not found:
        words = "No indicator fits this question."
        return card(f"{asked}: no indicators.", title("Data quality", asked), Text(words))
    whole = joined(one.rates for one in found)
    when = only.words if only else f"The 12 months to {day_words(today)}"
    count = f"{len(found)} indicators" if len(found) > 1 else "one indicator"
    return card(
        f"{asked}: {_capital(whole.reporting_words)} given, {whole.on_time_words} on time.",
        title(f"Data quality · {count}", asked, when),
        _glance(whole),
        _table(found),
        _worst(found),
        wide=True,
    )


def _glance(rates: Rates) -> Container:
    promised, restated = str(rates.not_available), str(rates.restated)
    late = ""
    if rates.late:
        usual, most = working_days(rates.usual_delay or 0), working_days(max(rates.late))
        late = f"Late figures were usually {usual} late, and {most} at most."
    return Container(
        Columns(_figure(rates.reporting_words, "given"), _figure(rates.on_time_words, "on time")),
        Columns(_figure(promised, "not available yet"), _figure(restated, "corrected")),
        Text(late, size="Small", is_subtle=True) if late else None,
        style="emphasis",
    )


def _figure(value: str, words: str) -> Column:
    return Column(
        Text(value, size="Medium", weight="Bolder"),
        Text(words, size="Small", spacing="None"),
        width="stretch",
    )


def _table(found: Sequence[Quality]) -> Container:
    services = by_service(found)
    if len(services) > 1:
        rows, name = list(services.items()), "Service"
    else:
        worst = sorted(found, key=lambda one: (*worst_first(one.rates), one.indicator.ref))
        rows, name = [(str(one.indicator), one.rates) for one in worst], "Indicator"
    left = len(rows) - MOST_ROWS
    table = Table(
        (5, 3, 3),
        [
            header(name, "Given", "On time"),
            *(
                TableRow(
                    cell(words, size="Small", max_lines=3),
                    cell(rates.reporting_words, size="Small"),
                    cell(rates.on_time_words, size="Small"),
                )
                for words, rates in rows[:MOST_ROWS]
            ),
        ],
    )
    more = Text(f"and {left} more", size="Small", is_subtle=True) if left > 0 else None
    return Container(table, more)


def _worst(found: Sequence[Quality]) -> Container:
    listed = [(one, each) for one in found for each in one.findings[:MOST_OF_ONE]]
    listed.sort(key=lambda pair: (-pair[1].weight, pair[0].indicator.ref))
    every = sum(len(one.findings) for one in found)
    left = every - min(len(listed), MOST_FINDINGS)
    more = f"and {left} more, in the export of data quality" if left else ""
    if not listed:
        return Container(subheading("Nothing is to be looked at."), separator=True)
    return Container(
        subheading(f"To be looked at: {every}"),
        Text(_by_principle(found), size="Small", is_subtle=True, spacing="None"),
        *(_finding(one, finding) for one, finding in listed[:MOST_FINDINGS]),
        Text(more, size="Small", is_subtle=True) if more else None,
        separator=True,
    )


def _by_principle(found: Sequence[Quality]) -> str:
    """`Completeness 3 · Timeliness 2`: the principles in the framework's order."""
    counts = {each: sum(len(one.of(each)) for one in found) for each in Principle}
    return " · ".join(f"{each} {count}" for each, count in counts.items() if count)


def _finding(one: Quality, finding: QualityFinding) -> RichText:
    return RichText(
        TextRun(one.indicator.ref, weight="Bolder"),
        TextRun(f" · {finding.principle} · ", is_subtle=True),
        TextRun(finding.sentence),
        spacing="Small",
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
