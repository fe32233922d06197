"""The Performance Board's pack under its six duties, and the page for the Management Team."""

from collections.abc import Iterable, Sequence

from cycle.improve.duties import BoardDuty, Matter, under_headings
from cycle.monitor.paper import money, tables
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
from cycle.monitor.paper.exceptions import NO_ACTION, exception
from cycle.monitor.paper.key import key
from cycle.monitor.paper.quarterly import better, by_priority, questions, summary_blocks, waiting
from cycle.monitor.paper.sentences import counted
from cycle.monitor.paper.views import IndicatorView, MatterView, PaperFacts
from cycle.review.schemes import Band

_DECISIONS = (
    Matter.ACKNOWLEDGEMENT,
    Matter.ACCEPTANCE,
    Matter.QUESTION,
    Matter.SUPPORT,
    Matter.ESCALATION,
    Matter.REFERRAL,
)
_BESIDE_INDICATORS = (Matter.PROJECT, Matter.FINANCE, Matter.AUDIT_PLAN)
_IN_FULL = (Matter.CONCERN, Matter.MISSING, Matter.SUCCESS)  # have a section or table of their own


def board(facts: PaperFacts) -> Paper:
    """Everything before the board: last decisions first, recommendations to the top team last."""
    headings = under_headings((one.matter, one) for one in facts.matters)
    sections = (
        Section("What the board decided last", _last_decisions(facts.matters)),
        *(_duty(facts, duty, found) for duty, found in headings.items()),
        Section("Recommendations to the Corporate Management Team", _recommended(facts)),
        Section("Key", key(facts.indicators)),
        *appendices(facts),
    )
    return Paper(
        title="Performance Board pack",
        subtitle=facts.period.words,
        council=facts.council,
        facts=_facts(facts),
        front=(Section("Summary", summary_blocks(facts)),),
        sections=sections,
        notice=notice(facts),
        data=(figures(facts.indicators),),
    )


def cmt(facts: PaperFacts) -> Paper:
    """One page for the Corporate Management Team: counts, escalations, decisions wanted."""
    sections = (
        Section("Escalated by the board", _bullets(_of(facts.matters, Matter.ESCALATION))),
        Section("Decisions wanted", _recommended(facts)),
        Section("Forecast Red at the year end", _foretold(facts)),
        Section("Red or getting worse", _exception_lines(facts)),
        Section("Projects, finance and audit", _listed(_managed_matters(facts.matters))),
    )
    return Paper(
        title="Performance for the Corporate Management Team",
        subtitle=facts.period.words,
        council=facts.council,
        facts=_facts(facts),
        front=(Section("Summary", summary_blocks(facts)), *sections),
        sections=(
            Section("Key", key(facts.indicators)),
            Section("All indicators", (), by_priority(facts.indicators)),
        ),
        notice=notice(facts),
        data=(figures(facts.indicators),),
    )


def _facts(facts: PaperFacts) -> tuple[tuple[str, str], ...]:
    left_out = ("Key decision", "Exempt from publication", "Wards affected", "Report of")
    lines = [line for line in cover_facts(facts) if line[0] not in left_out]
    return (*lines, ("For officers", "Not for publication"))


def _duty(facts: PaperFacts, duty: BoardDuty, found: Sequence[MatterView]) -> Section:
    title = f"({duty}) {duty.heading}"
    rest = [one for one in found if one.matter not in (*_IN_FULL, *_DECISIONS)]
    match duty:
        case BoardDuty.MANAGE:
            return Section(title, _listed(rest), _managed(facts))
        case BoardDuty.CELEBRATE:
            return Section(title, better(facts))
        case BoardDuty.RISK:
            told = (*_listed(rest, or_nothing=False), *_table(tables.risks(facts.risks)))
            return Section(title, told or (Paragraph(NOTHING),))
        case BoardDuty.CHALLENGE:
            asked = questions(facts.questions) if facts.questions else ()
            told = (*_listed(_decisions(found) + rest, or_nothing=False), *asked)
            return Section(title, told or (Paragraph(NOTHING),))
        case BoardDuty.FORECAST:
            told = _listed(rest, or_nothing=False)
            return Section(title, (*told, *_foretold(facts, or_nothing=not told)))
        case _:
            return Section(title, _listed([*_decisions(found), *rest]))


def _managed(facts: PaperFacts) -> tuple[Section, ...]:
    exceptions = tuple(exception(facts, view) for view in facts.exceptions)
    actions = tables.actions("Projects and service plan actions", facts.actions)
    return (
        Section("Exceptions, worst first", () if exceptions else (Paragraph(NOTHING),), exceptions),
        Section("Figures awaited, provisional and restated", waiting(facts)),
        *(
            Section(f"All indicators: {section.title}", section.blocks)
            for section in by_priority(facts.indicators)
        ),
        Section("Projects and service plans", (actions,) if actions else (Paragraph(NOTHING),)),
        money.finance(facts),
        money.audit_plan(facts),
    )


def _last_decisions(matters: Sequence[MatterView]) -> tuple[Block, ...]:
    """What was decided in the month, and what of it is overdue."""
    overdue = {one.about for one in matters if one.matter is Matter.OVERDUE}
    found = [one for one in matters if one.matter in _DECISIONS]
    if not found:
        return (Paragraph(NOTHING),)
    columns = (DataColumn("About", 4), DataColumn("Decision", 7), DataColumn("Since", 3))
    rows = tuple(
        (
            DataCell(one.about),
            DataCell(_decided(one)),
            DataCell("Something is overdue" if one.about in overdue else "Nothing is overdue"),
        )
        for one in found
    )
    return (DataTable("Decisions of the month", columns, rows),)


def _decided(one: MatterView) -> str:
    what = one.matter.value.removeprefix("an ").removeprefix("a ")
    return f"{what[:1].upper()}{what[1:]}. {one.words}".strip()


def _recommended(facts: PaperFacts) -> tuple[Block, ...]:
    if written := facts.words.get("recommendation"):
        return (BulletList(tuple(Paragraph(written).lines), is_numbered=True),)
    usual = [
        f"That {one.about} be considered: {one.words}"
        for one in _of(facts.matters, Matter.ESCALATION)
    ]
    return (BulletList(tuple(usual), is_numbered=True),) if usual else (Paragraph(NOTHING),)


def _exception_lines(facts: PaperFacts) -> tuple[Block, ...]:
    found = facts.exceptions
    if not found:
        return (Paragraph(NOTHING),)
    columns = (
        DataColumn("Indicator", 5),
        DataColumn("RAG", 2),
        DataColumn("Why, and what next", 8),
    )
    rows = tuple(
        (
            DataCell(str(view.indicator)),
            tables.band_cell(view.standing),
            DataCell(_in_short(view)),
        )
        for view in found
    )
    return (DataTable(f"{counted(len(found), 'exception')}, worst first", columns, rows),)


def _foretold(facts: PaperFacts, *, or_nothing: bool = True) -> tuple[Block, ...]:
    """Whatever will be Red at the end of the year, as its owners foretell it."""
    lines = tuple(
        f"{view.indicator}: {view.forecast}"
        for view in facts.indicators
        if view.forecast_band is Band.RED
    )
    if lines:
        return (BulletList(lines),)
    return (Paragraph(NOTHING),) if or_nothing else ()


def _in_short(view: IndicatorView) -> str:
    action = view.matter.action if view.matter else ""
    return f"{view.standing.rating.rule}. {action or NO_ACTION}"


def _decisions(found: Sequence[MatterView]) -> list[MatterView]:
    return [one for one in found if one.matter in _DECISIONS]


def _managed_matters(matters: Sequence[MatterView]) -> list[MatterView]:
    """Projects that are not on track, budgets beyond tolerance, audits that are weak or late."""
    return [one for one in matters if one.matter in _BESIDE_INDICATORS]


def _of(matters: Sequence[MatterView], what: Matter) -> list[MatterView]:
    return [one for one in matters if one.matter is what]


def _listed(found: Iterable[MatterView], *, or_nothing: bool = True) -> tuple[Block, ...]:
    lines = tuple(f"{one.about} ({_kind(one)}): {one.words}".rstrip(": ") for one in found)
    if lines:
        return (BulletList(lines),)
    return (Paragraph(NOTHING),) if or_nothing else ()


def _kind(one: MatterView) -> str:
    return one.matter.value.removeprefix("an ").removeprefix("a ")


def _bullets(found: Iterable[MatterView]) -> tuple[Block, ...]:
    lines = tuple(f"{one.about}: {one.words}" for one in found)
    return (BulletList(lines),) if lines else (Paragraph(NOTHING),)


def _table(table: DataTable | None) -> tuple[Block, ...]:
    return (table,) if table is not None else ()
