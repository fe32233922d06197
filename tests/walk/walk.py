"""The walk: every day figures come in early, late, promised or never, and the board answers.

Everybody does what they do through Teams; what they are going to do is drawn beforehand by dice.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlmodel import Session

from storage.database import Database
from tests.fake_teams import FakeTeams, Seen, channel, personal
from tests.walk.council import MadeCouncil, furnish
from tests.walk.model import Ledger, Measure, Missing, Span, is_working, last_ended, working_day
from tests.walk.recorder import Post, Recorder, buttons

LONDON = ZoneInfo("Europe/London")
MORNING, NOON, AFTERNOON, EVENING = time(9, 5), time(12, 30), time(16, 40), time(19, 30)
REF = re.compile(r"\b[A-Z]{3}-\d{3}\b")
FOLLOWS = (
    *("Propose the intervention", "Milestone 1 done", "Milestone 2 done", "Tell progress"),
    *("Agree", "Close and celebrate", "Close it"),
)  # the buttons of interventions that somebody presses
WORDS = ("staffing", "demand", "the weather", "a new contract", "school holidays", "training")


@dataclass(frozen=True)
class Step:
    """What somebody is going to do about one figure: give, promise, ask, close."""

    what: str
    measure: Measure
    span: Span
    until: date = date.max


@dataclass
class Walk:
    """The council, what it was sent, and what the model knows of it."""

    council: MadeCouncil
    database: Database
    today: date
    seed: int = 7
    outages: frozenset[date] = frozenset()  # days on which the server is down
    ledger: Ledger = field(default_factory=Ledger)
    plan: dict[date, list[Step]] = field(default_factory=lambda: defaultdict(list))
    pressed_next: dict[date, list[tuple[Post, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    looked_at: int = 0
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.database.run(lambda session: furnish(session, self.council, self.today))
        self.recorder = Recorder({}, lambda: self.teams.now)
        self.teams = FakeTeams(self.database, self._at(time(8)), messenger=self.recorder)
        self.by_ref = {one.ref: one for one in self.council.measures}
        for measure in self.council.measures:
            self._remember_history(measure)

    async def begin(self) -> None:
        """Everybody has met Steward, and the board has a channel."""
        for member in self.council.members:
            await self.teams.meets(member.who)
        await self.teams.asks("dana", "post board alerts here", channel())

    async def day(self) -> None:
        """One day: the clock ticks in the morning, at noon, in the afternoon and in the evening."""
        for measure in self.council.measures:
            newest = last_ended(measure.months, self.today)
            if newest.end == self.today - timedelta(days=1):
                self._plan_for(measure, newest)
        if self.today in self.outages:
            return
        steps = self.plan.pop(self.today, [])
        late = [step for step in steps if self.dice.random() < 0.05]
        await self._ticks(MORNING)
        await self._do([step for step in steps if step not in late])
        await self._ticks(NOON)
        if is_working(self.today):
            await self._follow_up()
            await self.board_answers()
            await self._ticks(AFTERNOON)
        await self._do(late, EVENING)
        if late:
            await self._ticks(EVENING)

    def missing(self) -> list[Missing]:
        """What the model says is outstanding now."""
        return [
            line
            for measure in self.council.measures
            for line in self.ledger.missing(measure, self.today)
        ]

    # What owners do

    def _remember_history(self, measure: Measure) -> None:
        span = measure.first
        while span.next.start < self.today:
            self.ledger.given[measure.ref, span] = self.council.value(measure, span)
            span = span.next

    def _plan_for(self, measure: Measure, span: Span) -> None:
        """When the figure of a period that has just ended is going to come, and how."""
        due, dice, draw = measure.due(span), self.dice, self.dice.random()

        def plan(day: date, what: str, until: date = date.max) -> None:
            self.plan[day].append(Step(what, measure, span, until))

        if draw < 0.80:
            in_time = dice.randint(max(1, measure.due_days - 6), measure.due_days)
            plan(working_day(span.end, in_time), "give")
        elif draw < 0.92:
            plan(working_day(due, dice.randint(1, 4)), "give")
        elif draw < 0.95:
            until = working_day(due, 4)
            plan(due, "promise", until)
            plan(until, "give")
        elif draw < 0.97:
            plan(working_day(due, 8), "ask")
            plan(working_day(due, 9), "open")
            plan(working_day(due, 10), "give")
        elif draw < 0.985:
            plan(working_day(due, 30), "close")

    async def _do(self, steps: list[Step], at: time = time(10)) -> None:
        self.teams.now = self._at(at)
        for step in steps:
            key = (step.measure.ref, step.span)
            match step.what:
                case "give":
                    await self._give(step)
                    self.ledger.given[key] = self.council.value(step.measure, step.span)
                case "promise":
                    await self._promise(step)
                    self.ledger.promised[key] = step.until
                case "ask":
                    await self._ask_to_reopen(step)
                case "open":
                    self.ledger.reopened[key] = await self._open(step)
                case "close":
                    typed = f"close {key[0]} {key[1].text} because nobody counted it"
                    self._expect("is closed without a figure", await self._says("dana", typed))
                    self.ledger.agreed.add(key)

    async def _give(self, step: Step) -> None:
        measure, value = step.measure, self.council.value(step.measure, step.span)
        form = await self._says(measure.owner, f"submit {measure.ref} {step.span.text}")
        typed = {"value": str(value), "commentary": self._commentary(measure, step.span)}
        seen = await self.teams.presses(measure.owner, form, "Submit", **typed)
        if "Is that right?" in seen:
            seen = await self.teams.presses(measure.owner, seen, "Yes, keep it")
        self._expect("Figure kept", seen)

    async def _promise(self, step: Step) -> None:
        measure = step.measure
        form = await self._says(measure.owner, f"submit {measure.ref} {step.span.text}")
        typed = {
            "status": "not available",
            "expected_on": step.until.isoformat(),
            "commentary": "The county sends it.",
        }
        seen = await self.teams.presses(measure.owner, form, "Submit", **typed)
        if "Is that right?" in seen:
            seen = await self.teams.presses(measure.owner, seen, "Yes, keep it")
        self._expect("not available yet", seen)

    async def _ask_to_reopen(self, step: Step) -> None:
        who = step.measure.owner
        closed = await self._says(who, f"submit {step.measure.ref} {step.span.text}")
        seen = await self.teams.presses(who, closed, "Ask to reopen", reason="It came late.")
        self._expect("is asked to open", seen)

    async def _open(self, step: Step) -> date:
        until = self.today + timedelta(days=7)
        day = f"{until.day} {until:%B %Y}"
        typed = f"reopen {step.measure.ref} {step.span.text} until {day} because it came late"
        self._expect("Opened again", await self._says("dana", typed))
        return until

    def _commentary(self, measure: Measure, span: Span) -> str:
        dice = random.Random(f"words {measure.ref} {span.text}")
        some = dice.sample(WORDS, 2)
        who = measure.owner.upper()
        return (
            f"Much of it comes from {some[0]}; {some[1]} played a part in {span.text}. "
            f"{who} meets the team by the end of next month to agree what changes."
        )

    # What follows from an intervention

    async def _follow_up(self) -> None:
        """Who was sent a card with a button of an intervention presses it the next working day."""
        self.teams.now = self._at(time(11))
        for post, title in self.pressed_next.pop(self.today, []):
            card = self.recorder.seen(post.conversation_id, post.activity_id)
            if title in buttons(card):
                who = "chris" if post.is_for_board else post.conversation_id.removeprefix("a:")
                await self._press(who, card, title)
        for post in self.recorder.log[self.looked_at :]:
            offered = buttons(self.recorder.seen(post.conversation_id, post.activity_id))
            for title in (title for title in FOLLOWS if title in offered):
                day = working_day(self.today, self.dice.randint(1, 3))
                self.pressed_next[day].append((post, title))
                break
        self.looked_at = len(self.recorder.log)

    async def _press(self, who: str, card: Seen, title: str) -> None:
        typed = {"words": "It goes on."} if title in ("Tell progress", "Close it") else {}
        seen = await self.teams.presses(who, card, title, **typed)
        if title == "Propose the intervention":
            later = {
                days: (self.today + timedelta(days=days)).isoformat() for days in (3, 14, 30, 110)
            }
            sent = await self.teams.presses(
                who,
                seen,
                "Send to the board",
                cause="Too few hands.",
                action="Two people move over.",
                starts=later[3],
                milestone_1="They begin",
                milestone_1_due=later[14],
                milestone_2="All is caught up",
                milestone_2_due=later[30],
                effect_by=later[110],
                effect_to=self._promised_effect(seen),
            )
            self._expect("Proposed", sent)

    def _promised_effect(self, form: Seen) -> str:
        """A tenth better than where the indicator of the form stands, and on target."""
        measure = self.by_ref[REF.findall(form.words)[0]]
        newest = self.ledger.newest(measure, self.today)
        value, target = newest[1] if newest else Decimal(1), measure.target or Decimal(1)
        if measure.is_higher_better:
            return f"{max(value * Decimal('1.1'), target):.1f}"
        return f"{min(value * Decimal('0.9'), target):.1f}"

    # What the board does

    async def board_answers(self) -> None:
        """Each exception that waits is answered within some days."""
        self.teams.now = self._at(time(14))
        for conversation_id, activity_id in self.database.run(_awaiting):
            if self.dice.random() > 0.4:
                continue
            card = self.recorder.seen(conversation_id, activity_id)
            await self._answer(card)

    async def _answer(self, card: Seen) -> None:
        draw = self.dice.random()
        until = (self.today + timedelta(days=60)).isoformat()
        if draw < 0.1:
            title, send, typed = "Ask for an intervention", "Ask for it", {"words": "Win it back."}
        elif draw < 0.75:
            title, send, typed = "Acknowledge", "Acknowledge", {"words": "Noted."}
        elif draw < 0.9:
            title = send = "Accept for now"
            typed = {"words": "The contract ends soon.", "until": until}
        else:
            title, send, typed = "Ask the owner", "Ask the question", {"words": "When?"}
        if title not in buttons(card):
            return
        form = await self.teams.presses("chris", card, title)
        await self.teams.presses("chris", form, send, **typed)

    # The clock

    async def _ticks(self, at: time) -> None:
        self.teams.now = self._at(at)
        await self.teams.ticks()

    async def _says(self, who: str, text: str) -> Seen:
        return await self.teams.asks(who, text, personal(who))

    def _at(self, moment: time) -> datetime:
        return datetime.combine(self.today, moment, LONDON).astimezone(UTC)

    def _expect(self, words: str, card: Seen) -> None:
        if words not in card and words not in card.said:
            self.faults.append(f"{self.today}: {words!r} is not on: {card.words[:400]} {card.said}")


def _awaiting(session: Session) -> list[tuple[str, str]]:
    """Where the live cards of the exceptions stand that await the board."""
    rows = session.connection().execute(
        text(
            "SELECT d.conversation_id, d.activity_id FROM deliveries d JOIN concerns c "
            "ON d.subject = CAST(c.id AS VARCHAR) WHERE d.kind = 'concern' AND d.purpose = 'board' "
            "AND d.activity_id <> '' AND c.answer = 'awaited' AND c.open_indicator_id IS NOT NULL "
            "AND d.id = (SELECT MAX(e.id) FROM deliveries e WHERE e.kind = 'concern' "
            "AND e.subject = d.subject AND e.purpose = 'board' AND e.activity_id <> '') "
            "ORDER BY d.id"
        )
    )
    return [(row[0], row[1]) for row in rows]


def days(first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)
