"""The Quarterly Performance Report to Cabinet and to Overview and Scrutiny: same form each time."""

from collections import defaultdict
from collections.abc import Sequence

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
from cycle.monitor.paper.cover import NOTHING, cover, cover_facts, notice, recommendations
from cycle.monitor.paper.exceptions import exception
from cycle.monitor.paper.key import key
from cycle.monitor.paper.sentences import (
    and_list,
    control_words,
    counted,
    in_small,
    is_really_better,
    kinds_word,
    named,
    summary,
)
from cycle.monitor.paper.views import IndicatorView, PaperFacts, QuestionView
from cycle.periods import day_words
from cycle.review.schemes import Band


def quarterly(facts: PaperFacts) -> Paper:
    """The whole report; a section without matter says so."""
    views = facts.indicators
    sections = (
        *cover(facts),
        Section("Key", key(views)),
        Section("What came of your last questions", questions(facts.questions)),
        _exceptions(facts),
        Section("Getting better, and what was learnt", better(facts)),
        Section("All indicators", _by_service(views), by_priority(views)),
        Section("Service plan actions and projects", _actions(facts)),
        Section("Finance, internal audit and risk", (), _finance_and_risk(facts)),
        Section("Figures awaited, provisional and restated", waiting(facts)),
        Section("Changes of the indicators since the last report", _changes(facts)),
        Section("Statutory returns", _one(tables.returns(facts.returns))),
        *appendices(facts),
    )
    return Paper(
        title="Quarterly Performance Report",
        subtitle=facts.period.words,
        council=facts.council,
        facts=cover_facts(facts),
        front=(recommendations(facts), Section("Summary", summary_blocks(facts))),
        sections=sections,
        notice=notice(facts),
        data=(figures(views),),
    )


def summary_blocks(facts: PaperFacts) -> tuple[Block, ...]:
    """The first page: sentences from the counts, the counts, the portfolio holder's own words."""
    what = kinds_word(facts.indicators)
    sentences = list(summary(facts.indicators, facts.period, what))
    if facts.withheld and facts.says_withheld:
        are = "is" if facts.withheld == 1 else "are"
        sentences.append(
            f"{counted(facts.withheld, what)} {are} for officers only and not in this report."
        )
    if facts.yearly:
        are = "is" if len(facts.yearly) == 1 else "are"
        sentences.append(
            f"{counted(len(facts.yearly), what)} {are} measured less often, and reported when "
            f"{'its' if len(facts.yearly) == 1 else 'their'} period ends."
        )
    holder = facts.words.get("portfolio holder", "")
    author = facts.authors.get("portfolio holder") or "the portfolio holder"
    return (
        *((Paragraph(facts.words["summary"]),) if facts.words.get("summary") else ()),
        BulletList(tuple(sentences)),
        *((Paragraph(holder, author),) if holder else ()),
        tables.counts_table(
            f"How many {what}s have which colour, by priority",
            [(title, group) for title, group in groups(facts.indicators)],
        ),
    )


def questions(asked: Sequence[QuestionView]) -> tuple[Block, ...]:
    """What members asked and what came of it; open ones stay until they are closed."""
    if not asked:
        return (Paragraph(NOTHING),)
    columns = (
        DataColumn("Question", 6),
        DataColumn("Asked by", 3),
        DataColumn("Answer", 7),
    )
    rows = tuple(
        (
            DataCell(f"{one.about}: {one.words}" if one.about else one.words),
            DataCell(f"{one.body}, {day_words(one.meeting)}"),
            DataCell(_answer(one)),
        )
        for one in asked
    )
    return (DataTable("Questions of members", columns, rows),)


def _answer(question: QuestionView) -> str:
    if question.answer:
        on = f", {day_words(question.answered_on)}" if question.answered_on else ""
        by = f" ({question.who}{on})" if question.who else ""
        return f"{question.answer}{by}"
    promised = f", promised for {day_words(question.promised)}" if question.promised else ""
    return f"Open{promised}" + (f": {question.who}" if question.who else "")


def _exceptions(facts: PaperFacts) -> Section:
    title = "Exceptions, worst first"
    found = facts.exceptions
    if not found:
        return Section(title, (Paragraph(NOTHING),))
    entries = tuple(exception(facts, view) for view in found)
    return Section(title, (Paragraph(_lead(found)),), entries)


def _lead(found: Sequence[IndicatorView]) -> str:
    """`2 KPIs are Red: …. 3 others were Red or got worse lately, and are watched: ….`"""
    red = [view for view in found if view.standing.band is Band.RED]
    rest = [view for view in found if view not in red]
    what = kinds_word(found)
    are = "is" if len(red) == 1 else "are"
    told = f"{counted(len(red), what)} {are} Red{f': {named(red)}' if red else ''}."
    if not rest:
        return told
    were, is_watched = ("was", "is") if len(rest) == 1 else ("were", "are")
    others = f"{counted(len(rest), what)} {were} Red or got worse lately, and {is_watched} watched"
    return f"{told} {others} until two periods running are Green: {named(rest)}."


def better(facts: PaperFacts) -> tuple[Block, ...]:
    lines = [
        f"{one.sentence} {f'What was learnt: {one.learnt}' if one.learnt else ''}".strip()
        for one in facts.successes
    ]
    told = {one.indicator.id for one in facts.successes}
    lines += [
        f"{view.indicator}: {control_words(view.chart)}."
        for view in facts.indicators
        if view.chart is not None and is_really_better(view) and not view.is_exception
        if view.indicator.id not in told
    ]
    return (BulletList(tuple(lines)),) if lines else (Paragraph(NOTHING),)


def by_priority(views: Sequence[IndicatorView]) -> tuple[Section, ...]:
    return tuple(
        Section(title, (tables.indicators(f"{title}: all indicators", group),))
        for title, group in groups(views)
    )


def _by_service(views: Sequence[IndicatorView]) -> tuple[Block, ...]:
    """How many of each colour each service has."""
    found: dict[str, list[IndicatorView]] = defaultdict(list)
    for view in views:
        found[view.indicator.service or "No service named"].append(view)
    if len(found) < 2:
        return ()
    name = f"How many {kinds_word(views)}s have which colour, by service"
    return (tables.counts_table(name, sorted(found.items()), "Service"),)


def groups(views: Sequence[IndicatorView]) -> list[tuple[str, list[IndicatorView]]]:
    """The indicators by priority of the Corporate Plan, in the order of their names."""
    found: dict[str, list[IndicatorView]] = defaultdict(list)
    for view in views:
        found[view.indicator.priority or "No priority named"].append(view)
    return sorted(found.items())


def _actions(facts: PaperFacts) -> tuple[Block, ...]:
    if not facts.actions:
        return (Paragraph(NOTHING),)
    states: dict[str, int] = defaultdict(int)
    for action in facts.actions:
        states[action.state] += 1
    told = and_list([f"{number} {in_small(state)}" for state, number in states.items()])
    late = [one for one in facts.actions if one.is_late]
    done = [
        f"{one.ref} {one.what}: {one.success or one.note}"
        for one in facts.actions
        if one.is_complete
    ]
    shown = tables.actions("Actions and projects that are delayed or off track", late)
    return (
        Paragraph(f"Of {counted(len(facts.actions), 'action')}: {told}."),
        *((shown,) if shown else ()),
        *((BulletList(tuple(done)),) if done else ()),
    )


def _finance_and_risk(facts: PaperFacts) -> tuple[Section, ...]:
    risk = Section("Risk", _one(tables.risks(facts.risks)))
    return (money.finance(facts), money.audit_plan(facts), risk)


def waiting(facts: PaperFacts) -> tuple[Block, ...]:
    """What is missing and who supplies it; what may change; what has changed and why."""
    found = (
        tables.missing(facts.indicators),
        tables.provisional(facts.indicators),
        tables.restated(facts.restatements),
    )
    told: tuple[Block, ...] = tuple(table for table in found if table is not None)
    events = [
        f"{view.indicator.ref}, {event.period.short_words}: {event.words}"
        for view in facts.indicators
        if not view.is_exception
        for event in view.events
        if event.period.end >= facts.period.start
    ]
    if events:
        told = (*told, BulletList(tuple(events)))
    return told or (Paragraph(NOTHING),)


def _changes(facts: PaperFacts) -> tuple[Block, ...]:
    return _one(tables.changes(facts.changes))


def _one(table: DataTable | None) -> tuple[Block, ...]:
    return (table,) if table is not None else (Paragraph(NOTHING),)
