"""The sentences of a paper's first page, made from the rows that its tables show."""

from collections.abc import Sequence

from cycle.monitor.paper.views import IndicatorView
from cycle.periods import Period
from cycle.plan.indicator import Kind
from cycle.review.chart import Chart, Variation
from cycle.review.schemes import Band
from cycle.review.standing import Counts, count_directions, counts

FEW = 3  # indicators that are named with their titles; our choice
MOST_NAMED = 6  # indicators in one sentence; the rest are counted, and stand in the table


def summary(views: Sequence[IndicatorView], period: Period, what: str = "KPI") -> tuple[str, ...]:
    """The sentences that a busy councillor reads: how many of each, what got worse, what changed.

    `what` is the word for one of them.
    """
    if not views:
        return (f"There is no {what} to report for {period.words}.",)
    found = counts(view.standing for view in views)
    sentences = (
        _colours(found, what),
        _uncoloured(found),
        _provisional(found, what),
        _worse(views, what),
        _moved(views, period),
        _directions(views),
    )
    return tuple(sentence for sentence in sentences if sentence)


def counted(number: int, what: str) -> str:
    """`1 KPI`, `2 KPIs`, `No KPI`."""
    if number == 0:
        return f"No {what}"
    return f"{number} {what}" if number == 1 else f"{number} {plural(what)}"


def in_small(words: str) -> str:
    """A state within a sentence: `on track`."""
    return words[:1].lower() + words[1:]


def plural(word: str) -> str:
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


def named(views: Sequence[IndicatorView]) -> str:
    """Few by reference and title, more by reference: `HOU-02, PLN-01, … and 3 others`."""
    if len(views) <= FEW:
        return and_list([str(view.indicator) for view in views])
    names = [view.indicator.ref for view in views]
    left = len(names) - MOST_NAMED
    if left > 1:
        names = [*names[:MOST_NAMED], f"{left} others"]
    return and_list(names)


def and_list(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _colours(found: Counts, what: str) -> str:
    if not found.green + found.amber + found.red:
        return (
            f"None of the {found.total} {plural(what)} has a colour."
            if found.total > 1
            else (f"The one {what} has no colour.")
        )
    of = f"Of {found.total} {plural(what)}" if found.total > 1 else f"Of the one {what}"
    return (
        f"{of}, {_are(found.green, 'Green')}, {_are(found.amber, 'Amber')} "
        f"and {_are(found.red, 'Red')}."
    )


def _are(number: int, word: str) -> str:
    return f"{number or 'none'} {'is' if number <= 1 else 'are'} {word}"


def _uncoloured(found: Counts) -> str:
    awaiting = found.awaiting
    parts = [
        f"{awaiting} {'awaits' if awaiting == 1 else 'await'} data" if awaiting else "",
        _has(found.no_target, "no target"),
        _has(found.not_rated, "no colour by agreement"),
        f"{found.not_applicable} did not apply" if found.not_applicable else "",
    ]
    told = [part for part in parts if part]
    return f"Without a colour: {and_list(told)}." if told else ""


def _has(number: int, what: str) -> str:
    return f"{number} {'has' if number == 1 else 'have'} {what}" if number else ""


def _provisional(found: Counts, what: str) -> str:
    number = found.provisional
    if not number:
        return ""
    is_or_are = "is" if number == 1 else "are"
    return f"{counted(number, what)} {is_or_are} provisional and may change, marked (p)."


def _directions(views: Sequence[IndicatorView]) -> str:
    """`Against the period before, or else last year: 3 better, 4 no change, 2 worse.`"""
    told = count_directions(view.standing for view in views).words
    return f"Against the period before, or else last year: {told}." if told else ""


def _worse(views: Sequence[IndicatorView], what: str) -> str:
    """Only where a control chart can tell: with too few figures it says nothing, and so do we."""
    charted = [view for view in views if view.chart is not None and view.chart.is_believed]
    if not charted:
        return ""
    worse = [view for view in charted if is_really_worse(view)]
    if not worse:
        return f"No {what} got worse by more than its usual ups and downs."
    their = "its" if len(worse) == 1 else "their"
    return (
        f"{counted(len(worse), what)} got worse by more than {their} usual ups and downs: "
        f"{named(worse)}."
    )


def is_really_worse(view: IndicatorView) -> bool:
    """Whether its control chart shows a change for the worse that is more than usual variation."""
    return _varies(view, Variation.CONCERN)


def is_really_better(view: IndicatorView) -> bool:
    """The same for the better."""
    return _varies(view, Variation.IMPROVEMENT)


def _varies(view: IndicatorView, wanted: Variation) -> bool:
    """Whether the chart's last point says so, and lies in the period of the paper."""
    chart = view.chart
    if chart is None or chart.last is None or not chart.is_believed:
        return False
    is_of_period = chart.last.period.end >= view.standing.period.start
    return is_of_period and chart.variation is wanted


def control_words(chart: Chart) -> str:
    """What a control chart says, for who has never seen one; empty where it cannot tell yet."""
    if chart.last is None or not chart.is_believed:
        return ""
    since = chart.last.run_from.words
    when = f"in {since}" if chart.last.run <= 1 else f"since {since}"
    match chart.variation:
        case Variation.IMPROVEMENT:
            return f"better by more than its usual ups and downs, {when}"
        case Variation.CONCERN:
            return f"worse by more than its usual ups and downs, {when}"
        case Variation.NEUTRAL_HIGH:
            return f"higher than its usual ups and downs, {when}"
        case Variation.NEUTRAL_LOW:
            return f"lower than its usual ups and downs, {when}"
        case _:
            return "within its usual ups and downs"


def _moved(views: Sequence[IndicatorView], period: Period) -> str:
    """What became Red and what is Green again since the period before."""
    red = [view for view in views if _became(view, Band.RED)]
    green = [view for view in views if _became(view, Band.GREEN)]
    parts = [
        f"{named(red)} became Red" if red else "",
        f"{named(green)} {'is' if len(green) == 1 else 'are'} Green again" if green else "",
    ]
    told = [part for part in parts if part]
    since = f"Since {period.previous.short_words}"
    if told:
        return f"{since}, {and_list(told)}."
    compared = [view for view in views if view.standing.previous_band and view.standing.band]
    return f"{since}, none became Red and none returned to Green." if compared else ""


def _became(view: IndicatorView, band: Band) -> bool:
    before, now = view.standing.previous_band, view.standing.band
    return before is not None and now is band and before is not band


def kinds_word(views: Sequence[IndicatorView]) -> str:
    """What to call one of these: `KPI`, `PI`, or `indicator` where there are several kinds."""
    kinds = {view.indicator.kind for view in views}
    return {frozenset({Kind.KPI}): "KPI", frozenset({Kind.PI}): "PI"}.get(
        frozenset(kinds), "indicator"
    )
