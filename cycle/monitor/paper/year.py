"""The year in plain English for residents: what was achieved, what was not, and what was learnt."""

from collections.abc import Sequence

from cycle.monitor.paper import tables
from cycle.monitor.paper.appendices import appendices, figures
from cycle.monitor.paper.blocks import (
    Block,
    BulletList,
    DataCell,
    DataColumn,
    DataTable,
    Paper,
    Paragraph,
    Section,
)
from cycle.monitor.paper.cover import NOTHING, cover_facts, notice
from cycle.monitor.paper.quarterly import better, summary_blocks, waiting
from cycle.monitor.paper.views import ActionInPaper, IndicatorView, PaperFacts
from cycle.plan.units import shown
from cycle.review.schemes import Band


def year(facts: PaperFacts) -> Paper:
    """One chapter for each priority; what missed its target is told as plainly as what met it."""
    priorities = sorted({view.indicator.priority or "Other services" for view in facts.indicators})
    missed = [view for view in facts.indicators if view.standing.band in (Band.AMBER, Band.RED)]
    return Paper(
        title="What the council did for you",
        subtitle=facts.period.words,
        council=facts.council,
        facts=_facts(facts),
        front=(
            Section("Welcome", (Paragraph(facts.words.get("introduction") or _welcome(facts)),)),
            Section("The year in short", summary_blocks(facts)),
        ),
        sections=(
            Section("Our district", (Paragraph(facts.words.get("district") or NOTHING),)),
            *(_priority(facts, each) for each in priorities),
            Section("What went well, and what we learnt", better(facts)),
            Section("What we did not achieve, and why", tuple(_missed(missed))),
            Section("Figures that may change", waiting(facts)),
            *appendices(facts),
        ),
        notice=notice(facts),
        data=(figures(facts.indicators),),
    )


def _facts(facts: PaperFacts) -> tuple[tuple[str, str], ...]:
    kept = ("Author", "Contact", "Figures as of", "Edition")
    return tuple(line for line in cover_facts(facts) if line[0] in kept)


def _welcome(facts: PaperFacts) -> str:
    return (
        f"This paper says how the council’s services did in {facts.period.words}: what reached its "
        "target, what did not, and what we do about it."
    )


def _priority(facts: PaperFacts, title: str) -> Section:
    views = [
        view for view in facts.indicators if (view.indicator.priority or "Other services") == title
    ]
    done = [one for one in facts.actions if one.is_complete and one.priority == title]
    return Section(
        title,
        (
            *((BulletList(tuple(_achieved(one) for one in done)),) if done else ()),
            _year_on_year(title, views),
        ),
    )


def _achieved(action: ActionInPaper) -> str:
    reached = action.success or action.note
    return f"{action.what}. {reached}".strip()


def _year_on_year(title: str, views: Sequence[IndicatorView]) -> DataTable:
    columns = (
        DataColumn("What we measure", 6),
        DataColumn("This year", 3, is_number=True),
        DataColumn("Target", 3, is_number=True),
        DataColumn("Result", 3),
        DataColumn("Compared with last year", 5),
    )
    rows = tuple(
        (
            DataCell(view.indicator.title),
            tables.value_cell(view),
            tables.target_cell(view.standing),
            tables.band_cell(view.standing),
            DataCell(_compared(view)),
        )
        for view in views
    )
    return DataTable(f"{title}: how we did", columns, rows)


def _compared(view: IndicatorView) -> str:
    change = view.standing.long
    return change.note[:1].upper() + change.note[1:] if change and change.note else tables.NONE


def _missed(views: Sequence[IndicatorView]) -> list[Block]:
    if not views:
        return [Paragraph("Every target that was set was reached.")]
    blocks: list[Block] = []
    for view in views:
        standing = view.standing
        target = standing.target
        aim = f", and the target was {shown(view.indicator, target)}" if target is not None else ""
        value = shown(view.indicator, standing.value) if standing.value is not None else "no figure"
        blocks.append(Paragraph(f"{view.indicator.title}: it was {value}{aim}."))
        if view.commentary:
            blocks.append(Paragraph(view.commentary, view.commentary_by))
        action = view.matter.action if view.matter else ""
        if action:
            blocks.append(Paragraph(f"What we do about it: {action}"))
    return blocks
