"""Where an indicator will end the year, worked out from its figures, with how that was done."""

from cards import analysis, answers
from cards.answers import AnswerLine
from cards.figures.figure import target_words
from cycle.periods import Frequency, Period
from cycle.plan import retirement
from cycle.plan.target import year_end
from cycle.plan.units import shown
from cycle.questions import question
from cycle.review.forecast import back_test, back_test_words, computed, computed_words
from features import forecasts, listing
from features.turn import Answer, Visit
from storage import records
from storage.database import Session
from storage.records import Record


def forecast(session: Session, visit: Visit, asked: question.Forecast) -> Answer:
    """One in full; of several, a line each."""
    rows = records.records(session, listing.chosen(session, asked.filter))
    if len(rows) == 1:
        found, more = _forecast(session, rows[0], visit)
        indicator = rows[0].indicator
        return Answer(card=analysis.forecast(asked.read_as(), str(indicator), more, found))
    made = []
    for record in rows:
        if record.indicator.is_rated:
            found, more = _forecast(session, record, visit)
            made.append(AnswerLine(str(record.indicator), found, (more[0],)))
    start = listing.first_row(visit, made, answers.ROWS)
    ref = listing.question_ref(session, visit, asked.text, start)
    nothing = "No indicator fits this question."
    return Answer(card=answers.lines("Forecast", asked.read_as(), made, nothing, ref, start))


def _forecast(session: Session, record: Record, visit: Visit) -> tuple[str, list[str]]:
    """The forecast in a sentence; then the target, the newest figure and how well the rule did."""
    indicator = record.indicator
    own = [
        period
        for period, figure in record.series.items()
        if period.frequency is indicator.frequency and figure.value is not None
    ]
    newest = own[-1] if own else retirement.last_measured(indicator, visit.today)
    found = computed(indicator, newest, record.series, record.breaks)
    end = year_end(newest)
    year = Period.containing(Frequency.ANNUAL, newest.start).words
    target = target_words(indicator, record.target(end)) or "It has no target"
    figure = record.series.get(newest)
    value = figure.value if figure else None
    latest = f"{shown(indicator, value)} in {newest.words}" if value is not None else "none yet"
    tested = back_test(indicator, newest, record.series, record.breaks)
    said = forecasts.given_sentences(session, visit, record, newest)
    more = [*said, f"{target} at the end of {year}.", f"Latest figure: {latest}."]
    if found.value is not None:
        more.append(back_test_words(indicator, tested))
    return f"Year end {year}: {computed_words(indicator, found)}", more
