"""One card of every kind, in good weather and in bad, as the tests check them and people look."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from cards import alerts, delivery, due, notices, quality, reminders, replies
from cards import series as events
from cards.away import back_question, cover_over, still_away, you_cover
from cards.concerns.answer import raised_before
from cards.concerns.exception import BoardParts, ExceptionView, exception_card
from cards.due import DueList
from cards.elements import Button, ButtonRef, Card, Container
from cards.figures import close_missing, reopening
from cards.figures.all_done import AllDone, all_done
from cards.figures.form import FigureForm, form
from cards.figures.receipt import ReceiptView, receipt
from cards.figures.sent_table import SentChange, SentTable, kept_table, sent_table
from cards.handed_over import handed_over
from cards.reminders import ReminderView
from cards.sign_off import (
    SignOffView,
    nothing_to_certify,
    put_right,
    sent_back_card,
    to_certify,
)
from cards.sign_off import (
    awaiting as awaiting_sign_off,
)
from cards.status import StatusView, status_of_one
from cards.status_list import StatusList, status_of_many
from cycle.periods import Period, WorkingDays
from cycle.plan.due import due as due_day
from cycle.plan.due import locks
from cycle.plan.indicator import Aggregation, Indicator, Kind, Polarity, ToleranceUnit
from cycle.plan.target import TermsChange
from cycle.review.chart import Chart
from cycle.review.chartable import chart_of_series
from cycle.review.concern import ConcernState, verdict
from cycle.review.entry import FormFault
from cycle.review.events import SeriesEvent, breaks_among
from cycle.review.figure import Figure, FigureStatus
from cycle.review.outstanding import Outstanding
from cycle.review.quality import Principle, Quality, QualityFinding, Rates
from cycle.review.sign_off import SignOff, SignOffState
from cycle.review.standing import Evidence, Standing, stand

TODAY = date(2026, 10, 9)
NOW = datetime(2026, 10, 9, 13, 5, tzinfo=UTC)
CALENDAR = WorkingDays()
ASK = ButtonRef("k3VtQ0s7", 2)
SEPTEMBER = Period.parse("2026-09")
NAMES = {1: "Olive Marsh", 2: "Meg Shaw"}
NASTY = (
    "<at>everyone</at> **bold** [click](https://evil.example) _x_ 👩‍🚒 مرحبا بكم"
    "\u202e12\x07 <b>&lt;at&gt;"
)
LONG_TITLE = (
    "Percentage of applications for disabled facilities grants, discretionary loans and other home "
    "adaptations approved within six months of a full and complete application being received"
)
SPOKEN = (
    "Two families were placed late in the month after a fire in Mill Lane.\n"
    "Move-on to the new block in Station Road starts on 2 November; we expect fewer than 95 by "
    "the end of the year."
)

FAMILIES = Indicator(
    id=5,
    ref="HOU-05",
    title="Households in temporary accommodation",
    service="Housing",
    unit="number",
    decimals=0,
    polarity=Polarity.LOWER,
    target=Decimal(90),
    due_working_days=5,
    owner=1,
    deputy=2,
    portfolio_holder="Executive Member for Housing",
    definition="Households for whom the council is providing temporary accommodation of any kind "
    "on the last night of the month.",
    source_of_target="plausible: 90",
)
GONE = replace(FAMILIES, retired_from=date(2026, 10, 1))
COMPLAINTS = Indicator(
    id=7,
    ref="CUS-02",
    title="Complaints answered in time",
    kind=Kind.PI,
    service="Customer Contact",
    aggregation=Aggregation.RATIO,
    target=Decimal(95),
    tolerance=Decimal(5),
    tolerance_unit=ToleranceUnit.POINTS,
    due_working_days=6,
    owner=1,
    definition="First-stage complaints given a full reply within the published time, divided by "
    "first-stage complaints whose reply fell due in the month.",
)
CALLS = replace(
    COMPLAINTS,
    id=8,
    ref="CUS-04",
    title="Calls received by the contact centre",
    kind=Kind.STATISTIC,
    unit="number",
    decimals=0,
    polarity=Polarity.NONE,
    aggregation=Aggregation.SUM,
    target=None,
)
NASTY_ONE = replace(FAMILIES, id=9, ref="X-1", title=NASTY, service=NASTY, definition=NASTY * 3)
LONG_ONE = replace(
    COMPLAINTS, id=10, ref="HOU-08", title=LONG_TITLE, service="Housing", target=None
)

_FAMILIES = (96, 95, 97, 94, 93, 95, 92, 91, 93, 92, 94, 98, 104)
_COMPLAINTS = (
    *("93.2", "94.1", "92.8", "95.0", "96.1", "95.4", "94.9"),
    *("95.2", "96.0", "94.2", "93.9", "92.4", "94.96"),
)
_CALLS = (5210, 5034, 4890, 6102, 5977, 5540, 5301, 5123, 4988, 5044, 5310, 5622, 5480)


def figure(
    indicator: Indicator, value: object = None, period: Period = SEPTEMBER, **more: object
) -> Figure:
    known = {"given_by": 1, "given_by_name": "Olive Marsh", "given_at": NOW} | more
    amount = Decimal(str(value)) if value is not None else None
    return Figure(indicator=indicator.id, period=period, value=amount, **known)


def series(indicator: Indicator, values: Iterable[object]) -> dict[Period, Figure]:
    """The values as monthly figures, the last one for September 2026."""
    listed = list(values)
    periods = [SEPTEMBER.later(n - len(listed) + 1) for n in range(len(listed))]
    return {p: figure(indicator, v, p) for p, v in zip(periods, listed, strict=True)}


def history(indicator: Indicator, figures: Mapping[Period, Figure]) -> list[Standing]:
    return [stand(indicator, p, Evidence(series=figures), TODAY, CALENDAR) for p in sorted(figures)]


def awaiting(indicator: Indicator) -> Standing:
    return stand(indicator, SEPTEMBER, Evidence(series={}), TODAY, CALENDAR)


def owed(indicator: Indicator, overdue: int = 0) -> Outstanding:
    return Outstanding(
        indicator=indicator,
        period=SEPTEMBER,
        due=due_day(indicator, SEPTEMBER, CALENDAR),
        locks=locks(indicator, SEPTEMBER, CALENDAR, 5),
        overdue=overdue,
        is_locked=False,
    )


def closed_lines() -> list[Outstanding]:
    """Three figures that can no longer be entered."""
    some = [owed(FAMILIES, 9), owed(LONG_ONE, 8), owed(NASTY_ONE, 8)]
    return [replace(line, is_locked=True) for line in some]


FAMILIES_SO_FAR = history(
    FAMILIES,
    series(FAMILIES, _FAMILIES[:-1])
    | {SEPTEMBER: figure(FAMILIES, 104, commentary=SPOKEN, numerator=None)},
)
COMPLAINTS_SO_FAR = history(COMPLAINTS, series(COMPLAINTS, _COMPLAINTS))
LABELLED = replace(
    COMPLAINTS,
    numerator_label="Complaints answered in time",
    denominator_label="All complaints that were to be answered",
)
COUNTED_SO_FAR = [
    replace(
        each,
        indicator=LABELLED,
        figure=replace(each.figure, numerator=Decimal(132), denominator=Decimal(143)),  # type: ignore[type-var]
    )
    for each in COMPLAINTS_SO_FAR[:-1]
]
CALLS_SO_FAR = history(CALLS, series(CALLS, _CALLS))


_FALLING = (*(95, 97, 96, 98, 95, 97, 96, 95), *(91, 92, 90, 91, 92, 90, 91))
COMPLAINTS_FALL = history(COMPLAINTS, series(COMPLAINTS, _FALLING))
EVENTS = (
    SeriesEvent(
        SEPTEMBER.later(-14), "The definition changed to full replies", True, "Dana Osei", NOW
    ),
    SeriesEvent(
        SEPTEMBER.later(-3), "A new partnership began with the county", False, "Olive Marsh", NOW
    ),
)
NASTY_EVENT = SeriesEvent(SEPTEMBER.later(-1), NASTY, False, NASTY, NOW)


def drawn(
    indicator: Indicator, values: Iterable[object], events: Iterable[SeriesEvent] = ()
) -> Chart:
    """The control chart of these values, the last for September 2026."""
    figures = series(indicator, values)
    targets = {p: indicator.target for p in figures if indicator.target is not None}
    return chart_of_series(indicator, figures, targets, breaks_among(events))


def many(number: int = 47) -> list[Standing]:
    """A register of every state there is, with some long titles among them."""
    services = ("Housing", "Planning", "Waste and Recycling")
    found = []
    for n, (service, value) in enumerate(
        zip(services * 20, (104, 98, 85, None, 90, 88, 120) * 9, strict=False)
    ):
        if n == number:
            break
        one = replace(
            FAMILIES,
            id=100 + n,
            ref=f"{service[:3].upper()}-{n:02}",
            title=LONG_TITLE if n % 9 == 4 else f"{FAMILIES.title}, area {n}",
            service=service,
            kind=Kind.STATISTIC if n % 11 == 10 else Kind.KPI,
            target=None if n % 8 == 7 else Decimal(90),
            due_working_days=5 if n % 2 else 15,
            owner=1 + n % 3,
        )
        so_far = series(one, (91, 94, value)) if value is not None else series(one, (91, 94))
        if value is None:
            so_far = {p.later(-1): replace(f, period=p.later(-1)) for p, f in so_far.items()}
        found.append(stand(one, SEPTEMBER, Evidence(series=so_far), TODAY, CALENDAR))
    return found


def shown_reminder(name: str, **more: Any) -> Card:
    return reminders.reminder(ReminderView(person_name=name, today=TODAY, **more), ASK)


def _due(asked: str, lines: list[Outstanding]) -> DueList:
    return DueList(asked=asked, lines=lines, today=TODAY, names=NAMES)


def _reminders() -> dict[str, Card]:
    three = [owed(FAMILIES, 2), owed(COMPLAINTS), owed(LONG_ONE, -4)]
    team = [owed(replace(FAMILIES, owner=2), 3), owed(replace(LONG_ONE, owner=1), 5)]
    number = count(1)
    lots = [owed(replace(COMPLAINTS, id=n, ref=f"ABC-{n:02}"), n % 4) for n in range(20)]
    nasty = [owed(replace(NASTY_ONE, ref=f"X-{next(number)}"), 1) for _ in range(3)]
    return {
        "news of an alert": alerts.news_card(
            "Raj Patel", [("Housing, Red", [f"HOU-02 {NASTY}"] * 9)]
        ),
        "alerts": alerts.listed(
            [f"1. You will be told: {NASTY}"], [Button("choice_1", "Stop 1", ASK)]
        ),
        "no alerts": alerts.listed([], []),
        "reminder": shown_reminder("Olive Marsh", lines=three),
        "reminder of one": shown_reminder("Olive Marsh", lines=three[:1]),
        "reminder with team": shown_reminder(
            "Meg Shaw", lines=three[:2], team_lines=team, names=NAMES
        ),
        "reminder of team only": shown_reminder("Meg Shaw", team_lines=team, names=NAMES),
        "reminder of twenty": shown_reminder(
            "Olive Marsh", lines=lots, team_lines=lots, names=NAMES
        ),
        "reminder, hostile titles": shown_reminder(NASTY, lines=nasty),
        "reminder, all given": reminders.all_given("Olive Marsh", three, TODAY),
        "reminder, put off": reminders.put_off(
            ReminderView(person_name="Olive Marsh", today=TODAY, lines=three),
            date(2026, 10, 12),
            ASK,
        ),
        "not mine": reminders.not_mine(three, ASK),
        "not mine, of many": reminders.not_mine(lots, ASK),
        "not mine, told": reminders.not_mine_told(FAMILIES, "The performance team"),
        "due": due.due(_due("Your figures that are due", three), ASK, ASK),
        "due, nothing": due.due(_due("Your figures that are due", []), ASK, ASK),
        "missing": due.missing(_due("Housing, KPIs", [*three, *team]), ASK),
        "missing, many": due.missing(_due("All indicators", lots), ASK),
        "missing, to close": due.missing(_due("All indicators", three), ASK, ASK),
        "missing, none": due.missing(_due("All indicators", []), ASK),
    }


def _form(standing: Standing, **more: Any) -> Card:
    return form(FigureForm(standing=standing, today=TODAY, **more), ASK)


def _receipt(standing: Standing, **more: Any) -> Card:
    return receipt(ReceiptView(standing=standing, **more), ASK)


def _forms() -> dict[str, Card]:
    before, last = FAMILIES_SO_FAR[:-1], FAMILIES_SO_FAR[-2].figure
    assert last is not None
    spoken = replace(last, commentary=SPOKEN, given_by_name="Meg Shaw")
    locks_on = date(2026, 10, 14)
    ratio = awaiting(COMPLAINTS)
    return {
        "form": _form(awaiting(FAMILIES), place=(1, 3), locks=locks_on, history=before,
            last_words=spoken,
        ),
        "form, to mend": _form(ratio, place=(2, 3), history=COMPLAINTS_SO_FAR[:-1],
            typed={"numerator": "12,5", "denominator": "abc", "commentary": NASTY * 20},
            faults=[
                FormFault(
                    "numerator", "Write the numerator as 125 or 12.5: 12,5 could mean either."
                ),
                FormFault("denominator", "“abc” is not a number."),
            ],
        ),
        "form, asked back": _form(awaiting(FAMILIES), place=(1, 3), history=before,
            typed={"value": "1,040", "commentary": "Two families."},
            question="1,040 is about ten times the last figure (98). Nothing above 104 was ever "
            "given.",
        ),
        "form, commentary needed": _form(awaiting(FAMILIES), history=before, typed={"value": "104"},
            faults=[FormFault("commentary", "This figure is Red: say why, and what is done.")],
        ),
        "form, not available": _form(ratio,
            typed={"status": "not available", "expected_on": "2026-10-20", "commentary": "Late."},
        ),
        "form, correcting": _form(FAMILIES_SO_FAR[-1], history=before, correcting=True,
            reopened_until=date(2026, 10, 30),
        ),
        "form, the next one": _form(
            replace(ratio, indicator=LABELLED),
            place=(2, 3),
            history=COUNTED_SO_FAR,
            kept=[
                "✓ Kept: HOU-05 Households in temporary accommodation, September 2026: 104, ◆ Red. "
                "The Performance Board is shown this figure with your commentary."
            ],
        ),
        "form, no history": _form(awaiting(LONG_ONE)),
        "form, hostile": _form(
            awaiting(NASTY_ONE), typed={"value": NASTY, "commentary": NASTY * 60},
            faults=[FormFault("value", NASTY), FormFault("period", NASTY)], question=NASTY,
            last_words=figure(NASTY_ONE, 3, commentary=NASTY * 40, given_by_name=NASTY),
        ),
        "form, 5,000 characters": _form(
            awaiting(FAMILIES), history=before, typed={"commentary": "é" * 5000},
            last_words=replace(spoken, commentary="Much was said. " * 270),
        ),
    }  # fmt: skip


def _receipts() -> dict[str, Card]:
    red, amber = FAMILIES_SO_FAR[-1], COMPLAINTS_SO_FAR[-1]
    amber_counts = replace(
        amber,
        figure=figure(COMPLAINTS, "94.96", numerator=Decimal(132), denominator=Decimal(139)),
    )
    green = FAMILIES_SO_FAR[7]
    corrected = figure(
        FAMILIES, 89, version=2, reason="Two households were counted twice.", commentary=SPOKEN
    )
    again = history(FAMILIES, series(FAMILIES, _FAMILIES[:-1]) | {SEPTEMBER: corrected})[-1]
    provisional = figure(
        COMPLAINTS, 96, status=FigureStatus.PROVISIONAL, expected_on=date(2026, 11, 20)
    )
    later = figure(
        COMPLAINTS,
        status=FigureStatus.NOT_AVAILABLE,
        expected_on=date(2026, 10, 20),
        commentary="The case system is being moved.",
    )
    return {
        "receipt, red": _receipt(
            red,
            next_place=(2, 3),
            notes=["The Performance Board has been told of this exception."],
        ),
        "receipt, amber": _receipt(amber_counts),
        "receipt, green": _receipt(green),
        "receipt, corrected": _receipt(again, replaced=red.figure),
        "receipt, somebody was first": _receipt(
            red, notes=["Meg Shaw gave this figure a moment before you."], may_correct=False
        ),
        "receipt, provisional": _receipt(given(COMPLAINTS, provisional)),
        "receipt, not available": _receipt(given(COMPLAINTS, later)),
        "receipt, statistic": _receipt(CALLS_SO_FAR[-1]),
        "receipt, no target": _receipt(given(LONG_ONE, figure(LONG_ONE, 12))),
        "receipt, hostile": _receipt(
            given(
                NASTY_ONE,
                figure(
                    NASTY_ONE, 1, commentary=NASTY * 60, reason=NASTY, version=3,
                    given_by_name=NASTY,
                ),
            ),
            notes=[NASTY],
        ),
    }  # fmt: skip


def _all_done() -> dict[str, Card]:
    given = [FAMILIES_SO_FAR[-1], COUNTED_SO_FAR[-1], CALLS_SO_FAR[-1]]
    view = AllDone(given=given, today=TODAY, next_due=date(2026, 11, 6))
    nasty = replace(FAMILIES_SO_FAR[-1], indicator=NASTY_ONE)
    return {
        "all done": all_done(view, ASK),
        "all done, twenty": all_done(replace(view, given=given[:1] * 20, owes_progress=True), ASK),
        "all done, hostile": all_done(replace(view, given=[nasty]), ASK),
    }


def given(indicator: Indicator, only: Figure) -> Standing:
    return stand(indicator, SEPTEMBER, Evidence(series={SEPTEMBER: only}), TODAY, CALENDAR)


def _concerns() -> dict[str, Card]:
    red = FAMILIES_SO_FAR[-1]
    found = verdict(red, series(FAMILIES, _FAMILIES))
    assert found is not None
    green = figure(FAMILIES, 89, version=2, reason="Two households were counted twice.")
    now_green = history(FAMILIES, series(FAMILIES, _FAMILIES[:-1]) | {SEPTEMBER: green})
    told = {"sentence": found.sentence, "owner_name": "Olive Marsh"}
    after = {"history": now_green, "replaced": red.figure}
    talkative = figure(FAMILIES, 104, commentary="All of it, at length. " * 180)
    whole = {"history": FAMILIES_SO_FAR, "chart": drawn(FAMILIES, _FAMILIES), "events": EVENTS}
    raised = {"standing": red, "state": ConcernState.RAISED, **told}
    ended = {"standing": replace(red, indicator=GONE), "state": ConcernState.RETIRED, **told}
    back = {"standing": now_green[-1], **told}
    views: dict[str, dict[str, object]] = {
        "concern": {**raised, **whole},
        "concern, possible repeat": {**raised, "possible_repeat": True},
        "concern, withdrawn": {**back, "state": ConcernState.WITHDRAWN, **after},
        "concern, recovering": {**back, "state": ConcernState.RECOVERING, "history": now_green},
        "concern, closed": {**back, "state": ConcernState.CLOSED},
        "concern, ended by retirement": {**ended, "history": FAMILIES_SO_FAR},
        "concern, long commentary": {
            "standing": given(FAMILIES, talkative),
            "state": ConcernState.RAISED,
            "sentence": "Red.",
            "owner_name": NASTY,
        },
        "concern, hostile": {
            "standing": given(NASTY_ONE, figure(NASTY_ONE, 200, commentary=NASTY * 60)),
            "state": ConcernState.RAISED,
            "sentence": NASTY,
            "chart": drawn(NASTY_ONE, _FAMILIES),
            "events": [NASTY_EVENT],
            "owner_name": NASTY,
        },
    }
    return {name: exception_card(ExceptionView(**view)) for name, view in views.items()}


def _back() -> Container:
    return back_question(TODAY, "Meg Shaw", ASK)


def _sent_tables() -> dict[str, Card]:
    change = SentChange(figure=f"{FAMILIES}, September 2026", before="104", after="103")
    asked = SentChange(
        figure=f"{FAMILIES}, August 2026",
        before="",
        after="1,040",
        question="1,040 is 10 times what it was in July 2026. Is that right?",
    )
    hostile = SentChange(figure=NASTY, before=NASTY, after=NASTY, question=NASTY)
    fault = "C7 (HOU-02): 57 of 56 would be more than 100%: the numerator cannot be above it."
    much = SentTable(
        name="figures-to-give.xlsx",
        changes=[asked, *[change] * 70],
        faults=[fault] * 40,
        unchanged=12,
        notes=["Read from the sheet “Figures”.", "Not read: “Notes”."],
    )
    return {
        "sent table": sent_table(
            SentTable(name="a.xlsx", changes=[change], faults=[fault], unchanged=3), ASK
        ),
        "sent table, much": sent_table(much, ASK),
        "sent table, nothing": sent_table(SentTable(name="a.xlsx", changes=[]), ASK),
        "sent table, hostile": sent_table(
            SentTable(name=NASTY, changes=[hostile], faults=[NASTY], notes=[NASTY]), ASK
        ),
        "sent table, kept": kept_table("a.xlsx", ["HOU-05: 104, ◆ Red."] * 9, [fault], []),
    }


def _sign_offs() -> dict[str, Card]:
    waits = SignOff(indicator=1, period=SEPTEMBER, version=1, at=NOW)
    back = replace(
        waits, state=SignOffState.SENT_BACK, by=3, by_name="Raj Patel", note="A hostel twice?"
    )
    signed = replace(waits, state=SignOffState.CERTIFIED, by=3, by_name="Raj Patel")
    red = replace(FAMILIES_SO_FAR[-1], sign_off=waits)
    final = replace(FAMILIES_SO_FAR[-1], sign_off=signed)
    view = SignOffView(standing=red, sign_off=waits, place=(1, 3), certifier="Raj Patel")
    spoken = figure(NASTY_ONE, 200, commentary=NASTY * 60)
    hostile = SignOffView(standing=given(NASTY_ONE, spoken), sign_off=waits)
    told = {"sentence": "Red: 104 against 90.", "owner_name": "Olive Marsh"}
    return {
        "to certify": to_certify(view, ASK),
        "to certify, at fault": to_certify(
            view, ASK, notes=["✓ HOU-02, September 2026: certified."], faults=["Say something."]
        ),
        "to certify, hostile": to_certify(hostile, ASK, notes=[NASTY], typed={"note": NASTY}),
        "nothing to certify": nothing_to_certify(["✓ HOU-05, September 2026: certified."]),
        "awaiting certification": awaiting_sign_off("What awaits certification", [view] * 3, None),
        "awaiting certification, many": awaiting_sign_off(NASTY, [hostile] * 40, ASK),
        "awaiting certification, none": awaiting_sign_off("What awaits my certification", [], ASK),
        "sent back": sent_back_card(replace(red, sign_off=back), back, ASK),
        "sent back, hostile": sent_back_card(
            hostile.standing, replace(back, note=NASTY * 60, by_name=NASTY), ASK
        ),
        "sent back, put right": put_right(red),
        "certified, to be opened": reopening.certified(FAMILIES, SEPTEMBER, signed, ASK),
        "form of a certified figure": form(
            FigureForm(standing=final, today=TODAY, correcting=True), ASK
        ),
        "reminder with figures to certify": reminders.reminder(
            ReminderView(person_name="Raj Patel", today=TODAY, to_certify=[view.label] * 6), ASK
        ),
        "concern, not yet certified": exception_card(
            ExceptionView(standing=red, state=ConcernState.RAISED, **told)
        ),
        "welcome back": reminders.nothing_due(
            ReminderView(person_name="Olive Marsh", today=TODAY, above=_back())
        ),
        "welcome back, with figures": reminders.reminder(
            ReminderView(
                person_name="Olive Marsh", today=TODAY, lines=closed_lines(), above=_back()
            ),
            ASK,
        ),
        "still away": still_away(TODAY, ASK, ("Choose the last day.",)),
        "you cover": you_cover("Olive Marsh", TODAY, TODAY),
        "cover over": cover_over(NASTY),
        "reminder, see the newer": reminders.see_newer(TODAY),
        "handed over": handed_over("Exception · Housing", str(FAMILIES), "Chris Bell"),
        "handed over, hostile": handed_over(NASTY, NASTY, NASTY),
        "concern, of a new manager": exception_card(
            ExceptionView(standing=red, state=ConcernState.RECOVERING, **told),
            BoardParts(above=[raised_before(SEPTEMBER, NOW)]),
        ),
    }


def _one(standing: Standing, **more: Any) -> Card:
    return status_of_one(StatusView(asked="September 2026", standing=standing, **more), ASK)


def _many(asked: str, rows: list[Standing], **more: Any) -> Card:
    return status_of_many(StatusList(asked=asked, rows=rows, **more), ASK)


def _statuses() -> dict[str, Card]:
    everything = many()
    red = FAMILIES_SO_FAR[-1]
    first = replace(FAMILIES_SO_FAR[-2].figure, period=SEPTEMBER)  # type: ignore[type-var]
    second = figure(FAMILIES, 104, version=2, reason="Counted twice.", commentary=SPOKEN)
    asked = "Housing, KPIs, September 2026"
    return {
        "status of many": _many(asked, everything[:9], names=NAMES),
        "status of 47": _many("All indicators", everything, names=NAMES),
        "status of 47, last": _many("All indicators", everything, start=40),
        "status of none": _many("Housing, PIs, Red", []),
        "status of hostile titles": _many(NASTY, [awaiting(NASTY_ONE)] * 12, names={1: NASTY}),
        "status of one": _one(red, history=FAMILIES_SO_FAR, versions=[first, second],
            owner_name="Olive Marsh", concern="Red since September 2026.", may_correct=True,
            chart=drawn(FAMILIES, _FAMILIES),
        ),
        "status of one, retired": _one(replace(red, indicator=GONE), history=FAMILIES_SO_FAR,
            owner_name="Olive Marsh", retired="Retired from 1 October 2026",
            chart=drawn(FAMILIES, _FAMILIES),
        ),
        "status of one, a real fall": _one(COMPLAINTS_FALL[-1], history=COMPLAINTS_FALL,
            chart=drawn(COMPLAINTS, _FALLING), events=EVENTS,
        ),
        "status of one, after a break": _one(COMPLAINTS_FALL[-1], history=COMPLAINTS_FALL,
            chart=drawn(COMPLAINTS, (*_FALLING, *_FALLING), EVENTS), events=EVENTS,
        ),
        "status of one, too few points": _one(COMPLAINTS_FALL[-1], history=COMPLAINTS_FALL[-5:],
            chart=drawn(COMPLAINTS, _FALLING[-5:]),
        ),
        "status of one, rolling": _one(COMPLAINTS_FALL[-1], history=COMPLAINTS_FALL,
            chart=drawn(replace(COMPLAINTS, rolling=True), _FALLING),
        ),
        "status of one, awaiting": _one(awaiting(FAMILIES), history=FAMILIES_SO_FAR[:-1],
            owner_name="Olive Marsh", may_give=True,
        ),
        "status of one, unapproved": _one(
            red,
            history=FAMILIES_SO_FAR,
            unapproved=[
                TermsChange(
                    field="target", old="85", new="90", effective_from=date(2026, 4, 1),
                    reason="register import", approver="", changed_at=NOW,
                )
            ],
        ),
        "status of one, never given": _one(awaiting(LONG_ONE)
        ),
        "status of a statistic": _one(CALLS_SO_FAR[-1], history=CALLS_SO_FAR,
            chart=drawn(CALLS, _CALLS),
        ),
    }  # fmt: skip


def _qualities() -> dict[str, Card]:
    full = Rates(expected=12, given=12, on_time=9, late=(1, 3, 11), restated=1)
    poor = Rates(expected=12, given=7, on_time=2, not_available=1, late=(2,) * 5)
    findings = tuple(
        QualityFinding(
            principle, f"{principle} is what this sentence of some length is about.", 50 - n
        )
        for n, principle in enumerate(Principle)
    )
    found = [
        Quality(FAMILIES, poor, 2, findings),
        Quality(COMPLAINTS, full),
        Quality(CALLS, Rates()),
        *(
            Quality(replace(LONG_ONE, id=n, service=f"Service {n}"), full, 0, findings)
            for n in range(40)
        ),
    ]
    return {
        "data quality": quality.quality("Data quality: All indicators", found, TODAY),
        "data quality of one service": quality.quality("Housing", found[:1] * 15, TODAY),
        "data quality of one period": quality.quality("Housing", found[1:2], TODAY, SEPTEMBER),
        "data quality, none": quality.quality("Housing, Statistics", [], TODAY),
        "data quality, hostile": quality.quality(
            NASTY,
            [Quality(NASTY_ONE, poor, 0, (QualityFinding(Principle.ACCURACY, NASTY, 1),))],
            TODAY,
        ),
        "break kept": events.marked(FAMILIES, EVENTS[0], drawn(FAMILIES, _FAMILIES, EVENTS)),
        "note kept": events.marked(FAMILIES, EVENTS[1], drawn(FAMILIES, _FAMILIES)),
        "break taken back": events.taken_back(
            FAMILIES, EVENTS[0], "It was the wrong month.", drawn(FAMILIES, _FAMILIES)
        ),
        "note taken back, hostile": events.taken_back(
            NASTY_ONE, NASTY_EVENT, NASTY, drawn(NASTY_ONE, _FAMILIES)
        ),
        "note kept, hostile": events.marked(NASTY_ONE, NASTY_EVENT, drawn(NASTY_ONE, _FAMILIES)),
    }


UNREACHABLE = [
    (NASTY, "BotNotInConversationRoster", NOW),
    *[("Olive Marsh", "ForbiddenOperationException", NOW)] * 40,
]


def _shown(card: Card | None) -> Card:
    assert card is not None
    return card


def _delivery(**differs: object) -> Card:
    usual: dict[str, object] = {
        "waiting": 0,
        "oldest": None,
        "attempts": 0,
        "refused": {},
        "in_doubt": 0,
        "repeated": 0,
        "out_of_reach": (),
        "names_shown": True,
        "has_board": True,
        "throttled_until": None,
        "sweeps": {"deliver": (NOW, timedelta(minutes=4))},
    }
    return delivery.delivery("Wealdbrook", delivery.DeliveryView(**(usual | differs)))


def _replies() -> dict[str, Card]:
    council = "Middlebrook District Council"
    readings = (
        "Status of Housing",
        "Status of HOU-05 Households in temporary accommodation",
        "Who hasn't submitted, Housing",
    )
    return {
        "help": replies.help_card(
            council, may_place_board=True, buttons=["Who hasn't submitted"], ref=ASK, rows=ASK
        ),
        "choices": replies.choices("how r the houses doing", readings, ASK),
        "choices, hostile": replies.choices(NASTY * 9, [NASTY], ASK),
        "choices, none": replies.choices("qwerty", (), ASK),
        "unknown person": replies.unknown_person(council),
        "not yours": notices.not_yours(FAMILIES, "Olive Marsh"),
        "entry closed, ask": reopening.closed(FAMILIES, SEPTEMBER, TODAY, ASK),
        "entry closed, to mend": reopening.closed(
            NASTY_ONE, SEPTEMBER, None, ASK, faults=[NASTY], typed=NASTY
        ),
        "entry closed, several": reopening.choose(closed_lines(), ASK),
        "entry closed, several asked": reopening.asked_for_some(closed_lines(), "It came late."),
        "missing, close one": close_missing.close_one(FAMILIES, SEPTEMBER, ASK),
        "missing, close one to mend": close_missing.close_one(
            FAMILIES, SEPTEMBER, ASK, faults=["Say why no figure comes."]
        ),
        "missing, close one of several": close_missing.close_some(closed_lines(), ASK),
        "missing, closed": close_missing.closed(FAMILIES, SEPTEMBER, NASTY, "Dana Osei"),
        "reminder, all closed": shown_reminder("Olive Marsh", lines=closed_lines()),
        "entry closed, asked": reopening.asked(FAMILIES, SEPTEMBER, "The county counted late."),
        "reopen request": reopening.request(
            FAMILIES,
            SEPTEMBER,
            "Olive Marsh",
            "The county counted late.",
            TODAY,
            ASK,
        ),
        "reopen request, hostile": reopening.request(
            NASTY_ONE, SEPTEMBER, NASTY, NASTY, TODAY, ASK
        ),
        "reopen request, opened": reopening.opened(FAMILIES, SEPTEMBER, "Olive Marsh", "Late."),
        "reopened for who asked": reopening.granted(FAMILIES, SEPTEMBER, ASK),
        "entry closed": notices.entry_closed(FAMILIES, SEPTEMBER, "The performance team"),
        "too fast": replies.too_fast(),
        "a file": replies.cannot_read_files(("figures.xlsx",)),
        "a file, hostile": replies.cannot_read_files((NASTY,)),
        "nothing waits": _delivery(),
        "much waits": _delivery(
            waiting=1_204,
            oldest=NOW,
            attempts=2_600,
            refused={"MessageSizeTooBig": 1, NASTY: 2},
            in_doubt=2,
            repeated=1,
            out_of_reach=UNREACHABLE,
            has_board=False,
            throttled_until=NOW,
            sweeps={"collect": (NOW, timedelta(hours=30)), "other": (NOW, timedelta())},
        ),
        "out of reach in a channel": _delivery(out_of_reach=UNREACHABLE, names_shown=False),
        "people unreachable": _shown(delivery.people_unreachable(UNREACHABLE)),
        "a card too large": delivery.too_large("concern", "MessageSizeTooBig"),
        "identity linked": notices.identity_linked(NASTY, "olive@wealdbrook.gov.uk"),
        "stood still": delivery.stood_still("collect", NOW, runs_again=True),
        "all stood still": delivery.stood_still("all", NOW, runs_again=True),
        "stands still": delivery.stood_still("deliver", NOW, runs_again=False),
        "board channel lost": delivery.channel_lost("board", 12, NOW),
        "escalations lost": delivery.channel_lost("escalations", 1, None),
        "board alerts here": notices.board_alerts_here(council, "Petra Lane"),
        "reopened": notices.reopened(
            FAMILIES, SEPTEMBER, date(2026, 10, 30), "Late count from the provider", "Petra Lane"
        ),
    }


CARDS = (
    _reminders()
    | _forms()
    | _receipts()
    | _all_done()
    | _concerns()
    | _sent_tables()
    | _sign_offs()
    | _statuses()
    | _qualities()
    | _replies()
)
