"""What is known of an indicator: its owner, definition, target, and what was said of it."""

from collections.abc import Sequence
from datetime import date

from cards import answers
from cards.answers import AnswerLine
from cards.figures.figure import mark, target_words, value_words
from cycle.periods import Period
from cycle.plan import retirement
from cycle.plan.control_test import control_words
from cycle.plan.indicator import Indicator, ToleranceUnit
from cycle.plan.target import year_end
from cycle.plan.units import shown
from cycle.questions import question
from cycle.questions.forms import OfSome
from cycle.questions.glossary import WORDS
from cycle.review.figure import Figure
from features import listing
from features.feature import Feature
from features.turn import Answer, Visit
from storage import concerns, records
from storage.database import Session
from storage.records import Record


def owners(session: Session, visit: Visit, asked: question.OwnersOf) -> Answer:
    """Who answers for the figure, and who stands in."""
    rows = listing.chosen(session, asked.filter)
    named = listing.names(session, (who for one in rows for who in (one.owner, one.deputy)))

    def line(one: Indicator) -> AnswerLine:
        owner = named.get(one.owner or 0, "nobody yet: the performance team sets the owner")
        deputy = named.get(one.deputy or 0, "")
        more = (
            f"Deputy: {deputy}" if deputy else "",
            f"Portfolio holder: {one.portfolio_holder}" if one.portfolio_holder else "",
        )
        return AnswerLine(str(one), f"Owner: {owner}", more, opens=_status_of(one))

    return _lines(session, visit, asked, "Owner", [line(one) for one in rows])


def owned_by(session: Session, visit: Visit, asked: question.OwnedBy) -> Answer:
    """The indicators that a person answers for."""
    rows = listing.chosen(session, asked.filter)
    is_asker = asked.filter.owner == visit.person.name
    made = [
        AnswerLine(
            str(one),
            f"{one.kind.value} · {one.service} · {one.frequency.value}",
            opens=_status_of(one),
        )
        for one in rows
    ]
    kind = "Indicators you own" if is_asker else "Indicators owned"
    nothing = f"{'You own' if is_asker else f'{asked.filter.owner} owns'} no indicator."
    return _lines(session, visit, asked, kind, made, nothing)


def portfolio_holders(session: Session, visit: Visit, asked: question.PortfolioHolder) -> Answer:
    """Which member of the executive answers for an indicator or a service."""
    rows = listing.chosen(session, asked.filter)
    holders: dict[str, list[str]] = {}
    for one in rows:
        holders.setdefault(one.portfolio_holder or "Nobody yet", []).append(one.ref)
    made = [AnswerLine(holder, ", ".join(sorted(refs))) for holder, refs in sorted(holders.items())]
    return _lines(session, visit, asked, "Portfolio holder", made)


def definitions(session: Session, visit: Visit, asked: question.DefinitionOf) -> Answer:
    """What is counted, in which unit, which way is better."""
    rows = listing.chosen(session, asked.filter)
    made = [
        AnswerLine(
            str(one),
            one.definition or "The register does not say yet what it measures.",
            (
                f"{one.kind.value} · unit: {one.unit} · {_BETTER[one.polarity.value]}",
                f"{one.frequency.value.capitalize()}; {_MADE[one.aggregation.value]}"
                + ("; counted from 1 April" if one.cumulative else ""),
                f"Measured in place of something else: {one.proxy}" if one.proxy else "",
                control_words(one.control, one.control_words),
            ),
            opens=_status_of(one),
        )
        for one in rows
    ]
    return _lines(session, visit, asked, "Definition", made)


def glossary(session: Session, visit: Visit, asked: question.Glossary) -> Answer:
    """The words of the framework."""
    return Answer(card=answers.glossary(asked.read_as(), WORDS))


def targets(session: Session, visit: Visit, asked: question.TargetOf) -> Answer:
    """The target of the period and of the year's end, the tolerance, and who set it."""
    rows = records.records(session, listing.chosen(session, asked.filter))
    made = [_target(record, asked.period, visit.today) for record in rows]
    return _lines(session, visit, asked, "Target", made)


def _target(record: Record, period: Period | None, today: date) -> AnswerLine:
    one = record.indicator
    at = period if period and period.frequency is one.frequency else None
    at = at or retirement.last_measured(one, today)
    target = record.target(at)
    answer = target_words(one, target)
    if not answer:
        return AnswerLine(str(one), "It has no target.", (f"Source: {one.source_of_target}",))
    more = [f"For {at.words}"]
    if one.cumulative and (end := record.target(year_end(at))) is not None:
        more.append(f"Year end: {shown(one, end)}")
    if one.tolerance:
        unit = "% of the target" if one.tolerance_unit is ToleranceUnit.PERCENT else ""
        size = f"{one.tolerance.normalize():f}{unit}" if unit else f"{shown(one, one.tolerance)}"
        more.append(f"Amber within {size} of it; red beyond")
    source = one.source_of_target or "the register does not say"
    return AnswerLine(
        str(one), answer, (" · ".join(more), f"Set by: {source}"), opens=_status_of(one)
    )


def commentary(session: Session, visit: Visit, asked: question.CommentaryOn) -> Answer:
    """What the owner wrote, with where the figure stands and why it is an exception."""
    rows = records.records(session, listing.chosen(session, asked.filter))
    made = []
    for record in rows:
        figure = _with_words(record, asked.period)
        at = figure.period if figure else retirement.last_measured(record.indicator, visit.today)
        standing = record.stand(at, visit.today, visit.council)
        if asked.filter.bands and standing.band not in asked.filter.bands and len(rows) > 1:
            continue
        concern = concerns.open_for(session, record.indicator.id)
        value = value_words(standing)
        stands = " · ".join(part for part in (value, mark(standing).words, at.words) if part)
        said_by = f"{figure.given_by_name or 'The owner'} wrote:" if figure else ""
        silent = "" if figure else "No commentary was given."
        why = concern.sentence if concern and len(rows) == 1 else ""
        line = AnswerLine(str(record.indicator), stands, (why, said_by or silent))
        if figure:
            line = AnswerLine(line.about, line.answer, line.more, figure.commentary)
        made.append(line)
    return _lines(session, visit, asked, "Commentary", made, "There is no commentary.")


def _with_words(record: Record, period: Period | None) -> Figure | None:
    """The newest figure with commentary, of the period where one is named."""
    for at, figure in reversed(list(record.series.items())):
        is_within = period is None or (period.start <= at.start and at.end <= period.end)
        if is_within and figure.commentary.strip():
            return figure
    return None


def _status_of(indicator: Indicator) -> str:
    return question.StatusOfOne(indicator.ref).text


def _lines(
    session: Session,
    visit: Visit,
    asked: OfSome,
    kind: str,
    rows: Sequence[AnswerLine],
    nothing: str = "No indicator fits this question.",
) -> Answer:
    start = listing.first_row(visit, rows, answers.ROWS)
    opens = [row.opens for row in rows[start : start + answers.ROWS]]
    ref = listing.question_ref(session, visit, asked.text, start, opens)
    return Answer(card=answers.lines(kind, asked.read_as(), rows, nothing, ref, start))


_BETTER = {
    "higher": "higher is better",
    "lower": "lower is better",
    "range": "best between its two limits",
    "none": "no way is better",
}
_MADE = {
    "sum": "longer periods are its sum",
    "average": "longer periods are its average",
    "latest": "longer periods take the latest figure",
    "ratio": "longer periods put its counts together",
}
FEATURE = Feature(
    questions={
        question.OwnersOf: owners,
        question.OwnedBy: owned_by,
        question.PortfolioHolder: portfolio_holders,
        question.DefinitionOf: definitions,
        question.Glossary: glossary,
        question.TargetOf: targets,
        question.CommentaryOn: commentary,
    }
)
