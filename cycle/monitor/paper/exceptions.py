"""One exception after another: the figure, its chart, the cause, what is done, by whom, by when."""

from cycle.monitor.paper.blocks import (
    Block,
    BulletList,
    DataCell,
    DataColumn,
    DataTable,
    Paragraph,
    Section,
)
from cycle.monitor.paper.picture import picture, points_table, sentence
from cycle.monitor.paper.tables import MARKS, NONE
from cycle.monitor.paper.views import ExceptionEntry, IndicatorView, PaperFacts
from cycle.periods import day_words
from cycle.review.schemes import Band

NO_ACTION = "No dated action has been recorded."
NO_CAUSE = "No cause has been recorded."


def exception(facts: PaperFacts, view: IndicatorView) -> Section:
    """All that a member asks about one indicator, in the order in which it is asked."""
    words = facts.words.get(f"exception:{view.indicator.ref}", "")
    blocks = (
        Paragraph(_what_it_measures(view)),
        *_drawn(view),
        *_running(view),
        *_commentary(view),
        *(
            (Paragraph(words, facts.authors.get(f"exception:{view.indicator.ref}", "")),)
            if words
            else ()
        ),
        *_done(view.matter or ExceptionEntry(), has_commentary=bool(view.commentary)),
        *((Paragraph(f"Forecast: {view.forecast}"),) if view.forecast else ()),
        *_noted(view),
    )
    return Section(heading(view), blocks)


def heading(view: IndicatorView) -> str:
    """`HOU-05 Households in temporary accommodation: ◆ Red`."""
    band = view.standing.band
    mark = f"{MARKS[band]} {band}" if band is not None else view.standing.label
    return f"{view.indicator}: {mark}"


def _what_it_measures(view: IndicatorView) -> str:
    definition = view.indicator.definition.strip() or "Its definition is not in the register."
    owner = f" {view.owner} answers for it." if view.owner else ""
    return f"What it measures: {definition}{owner}"


def _drawn(view: IndicatorView) -> tuple[Block, ...]:
    drawn, table = picture(view), points_table(view)
    if drawn is None or table is None:
        return (Paragraph(sentence(view)),)
    return drawn, table


def _running(view: IndicatorView) -> tuple[Block, ...]:
    is_red = view.standing.band is Band.RED
    concern = view.matter.concern if view.matter and not is_red else ""
    lines = []
    if view.red_running > 1:
        lines.append(f"It has been Red for {view.red_running} periods in a row.")
    elif is_red:
        lines.append("It was not Red in the period before.")
    if concern:
        lines.append(f"Why it is before you: {concern}")
    return (Paragraph(" ".join(lines)),) if lines else ()


def _commentary(view: IndicatorView) -> tuple[Block, ...]:
    said = view.commentary
    return (Paragraph(said, view.commentary_by or "the service"),) if said else ()


def _done(matter: ExceptionEntry, *, has_commentary: bool) -> tuple[Block, ...]:
    """Cause, action, who and by when; what is missing is said, never left out.

    Where the service has written, the cause stands in its own words.
    """
    lines = []
    if matter.cause or not has_commentary:
        lines.append(f"Cause: {matter.cause or NO_CAUSE}")
    lines.append(f"Action: {matter.action or NO_ACTION}")
    if matter.stage:
        lines.append(f"The intervention is {matter.stage}.")
    if matter.effect:
        lines.append(f"What is expected: {matter.effect}")
    if matter.finding:
        lines.append(f"What the figures say so far: {matter.finding}")
    lines.append(f"What the board decided: {matter.decision or 'nothing yet'}")
    if matter.risks:
        lines.append(f"Risks it bears on: {'; '.join(matter.risks)}")
    return BulletList(tuple(lines)), *_steps(matter)


def _steps(matter: ExceptionEntry) -> tuple[Block, ...]:
    if not matter.steps:
        return (Paragraph(NO_ACTION),) if matter.action else ()
    columns = (
        DataColumn("Step", 6),
        DataColumn("Who", 3),
        DataColumn("By", 3),
        DataColumn("Done", 3),
    )
    rows = tuple(
        (
            DataCell(step.what),
            DataCell(step.who or "Nobody is named"),
            DataCell(day_words(step.due)),
            DataCell(day_words(step.done_on) if step.done_on else NONE),
        )
        for step in matter.steps
    )
    return (DataTable("Steps agreed", columns, rows),)


def _noted(view: IndicatorView) -> tuple[Block, ...]:
    """What happened to the series: breaks and notes, in the report itself."""
    if not view.events:
        return ()
    lines = [
        f"{event.period.short_words}, {_what_happened(event.is_break)}: {event.words}"
        for event in view.events
    ]
    return (BulletList(tuple(lines)),)


def _what_happened(is_break: bool) -> str:
    return "break in the series" if is_break else "note"
