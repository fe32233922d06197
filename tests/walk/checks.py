"""After each day: what the model expects of everybody's cards, and whether it is so."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from storage import outstanding
from tests.walk.model import Missing, colour, is_working, working_day
from tests.walk.recorder import Post
from tests.walk.walk import LONDON, REF, Walk

REMINDERS = ("Reminder", "Your team")
IN_HOURS = (*REMINDERS, "★ Successes of KPIs")
HEADINGS = {
    "raised": "Exception",
    "recovering": "Recovering",
    "closed": "Closed",
    "no longer an exception": "No longer an exception",
    "ended by retirement": "Ended",
}
NOTHING_DUE = "Nothing is due from you now"  # and below it what is promised for a later day
LISTED, LISTED_OF_TEAM = 5, 3  # lines of a reminder; more are only counted


@dataclass
class Checks:
    """Looks at each day of a walk. `heard` is the day on which somebody was last reminded."""

    walk: Walk
    heard: dict[str, date] = field(default_factory=dict)
    looked_at: int = 0
    counted: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.managers = {one.who: one.manager for one in self.walk.council.members}

    def before(self) -> dict[str, list[Missing]]:
        """Who is going to be reminded today, and of what, as things stand in the morning."""
        owed: dict[str, list[Missing]] = defaultdict(list)
        for line in self.walk.missing():
            owed[line.measure.owner].append(line)
        return owed

    def after(self, morning: dict[str, list[Missing]]) -> list[str]:
        """What is wrong at the end of the day, in sentences."""
        new = self.walk.recorder.log[self.looked_at :]
        self.looked_at = len(self.walk.recorder.log)
        faults = [
            *self._reminded(new, morning),
            *self._in_hours(new),
            *self._lists(new),
            *self._outstanding(),
            *self._red_kpis(),
            *self._exceptions(),
        ]
        return [f"{self.walk.today}: {fault}" for fault in faults]

    def _reminded(self, new: list[Post], morning: dict[str, list[Missing]]) -> Iterator[str]:
        """Everybody by the ladder, and nobody twice."""
        today = self.walk.today
        times = Counter(_who(post) for post in new if post.kind in REMINDERS)
        for who, count in times.items():
            self.counted["reminders"] += 1
            if count > 1:
                yield f"{who} was reminded {count} times"
        wanted = self._wanted(morning) if is_working(today) else set()
        if today in self.walk.outages:
            wanted = set()
        self.counted["person-days"] += len(self.managers)
        for who in wanted - times.keys():
            yield f"{who} was not reminded"
        for who in times.keys() - wanted:
            yield f"{who} was reminded on no day of the ladder"
        self.heard |= dict.fromkeys(wanted, today)

    def _wanted(self, morning: dict[str, list[Missing]]) -> set[str]:
        today = self.walk.today
        wanted = {
            who for who, lines in morning.items() if any(line.is_reminded(today) for line in lines)
        }
        for who, lines in morning.items():
            manager = self.managers[who]
            for line in lines:
                third = working_day(line.counts_from, 3)
                is_turn = 3 <= line.late <= 13 and not line.is_earlier
                if manager and is_turn and self.heard.get(manager, date.min) < third:
                    wanted.add(manager)
        return wanted

    def _in_hours(self, new: list[Post]) -> Iterator[str]:
        for post in new:
            at = post.at.astimezone(LONDON)
            is_open = is_working(at.date()) and 9 <= at.hour < 17
            if post.kind in IN_HOURS and not is_open:
                yield f"{post.kind} to {_who(post)} at {at:%H:%M}"

    def _lists(self, new: list[Post]) -> Iterator[str]:
        """Today's reminder names what is missing now, no more and no less."""
        missing = self.before()
        for post in new:
            if post.kind not in REMINDERS:
                continue
            who = _who(post)
            own = [line.measure.ref for line in missing[who]]
            team = [
                line.measure.ref
                for other, manager in self.managers.items()
                for line in missing[other]
                if manager == who and line.late >= 3
            ]
            if len(own) > LISTED or len(team) > LISTED_OF_TEAM:
                continue
            seen = self.walk.recorder.seen(post.conversation_id, post.activity_id)
            shown = set() if NOTHING_DUE in seen else set(REF.findall(seen.words))
            self.counted["lists"] += 1
            if shown != set(own + team):
                yield f"{who} has {sorted(own + team)} missing, the card says {seen.words}"

    def _outstanding(self) -> Iterator[str]:
        """Steward's own list, by which chat, exports and reminders go."""
        today, council = self.walk.today, self.walk.teams.app.council
        listed = self.walk.database.run(
            lambda session: outstanding.everything(session, today, council)
        )
        ours = {
            (line.indicator.ref, str(line.period), line.due, line.overdue, line.is_locked)
            for line in listed
        }
        theirs = {
            (line.measure.ref, line.span.text, line.counts_from, line.late, line.is_closed)
            for line in self.walk.missing()
        }
        self.counted["outstanding"] += len(theirs)
        for line in sorted(ours - theirs):
            yield f"Steward calls outstanding what the model does not: {line}"
        for line in sorted(theirs - ours):
            yield f"the model calls outstanding what Steward does not: {line}"

    def _red_kpis(self) -> Iterator[str]:
        """No KPI is red by its newest figure without a live card in the board's channel."""
        live = self.walk.database.run(_live_refs)
        for measure in self.walk.council.measures:
            newest = self.walk.ledger.newest(measure, self.walk.today)
            began = measure.kind == "KPI" and newest is not None and newest[0].end >= BEGINS
            if began and newest and colour(measure, newest[1]) == "Red":
                self.counted["red KPIs"] += 1
                if measure.ref not in live:
                    yield f"{measure.ref} is red in {newest[0].text}, and the board has no card"

    def _exceptions(self) -> Iterator[str]:
        """Every card of an exception says what is kept of it, and the colour is the model's."""
        for row in self.walk.database.run(_cards_of_concerns):
            seen = self.walk.recorder.seen(row.conversation_id, row.activity_id)
            self.counted["exception cards"] += 1
            if row.newer:
                if "see the newer card" not in str(seen.content).lower() + seen.words.lower():
                    yield f"an earlier card of {row.ref} does not name the newer one"
                continue
            heading = HEADINGS[row.state]
            if not seen.words.startswith(heading):
                yield f"{row.ref} is {row.state}, its card says {seen.words[:60]}"
            awaits = row.answer == "awaited" and row.open_indicator_id is not None
            if row.purpose == "board" and awaits != ("Awaits the board" in seen):
                yield f"{row.ref} is {row.answer}, its card says {seen.words[:300]}"
            yield from self._coloured(row, seen.words)

    def _coloured(self, row: Any, words: str) -> Iterator[str]:
        measure = self.walk.by_ref[row.ref]
        for (ref, span), value in self.walk.ledger.given.items():
            if ref == row.ref and span.text == row.period:
                word = colour(measure, value)
                if word not in words:
                    yield f"{ref} is {word} in {span.text}, its card says {words[:200]}"


BEGINS = date(2026, 9, 1)  # what ended before was brought by an import, and raises nothing
_LIVE = text(
    "SELECT i.ref FROM deliveries d JOIN concerns c ON d.subject = CAST(c.id AS VARCHAR) "
    "JOIN indicators i ON i.id = c.open_indicator_id "
    "WHERE d.kind = 'concern' AND d.purpose = 'board' AND d.activity_id <> ''"
)
_CARDS = text(
    "SELECT i.ref, c.state, c.answer, c.open_indicator_id, c.period, d.purpose, "
    "d.conversation_id, d.activity_id, (SELECT COUNT(*) FROM deliveries e WHERE e.kind = 'concern' "
    "AND e.subject = d.subject AND e.purpose = d.purpose AND e.id > d.id "
    "AND COALESCE(e.person_id, 0) = COALESCE(d.person_id, 0)) AS newer "
    "FROM deliveries d JOIN concerns c ON d.subject = CAST(c.id AS VARCHAR) "
    "JOIN indicators i ON i.id = c.indicator_id "
    "WHERE d.kind = 'concern' AND d.activity_id <> '' AND NOT d.pending"
)


def _live_refs(session: Session) -> set[str]:
    return {row[0] for row in session.connection().execute(_LIVE)}


def _cards_of_concerns(session: Session) -> list[Any]:
    return list(session.connection().execute(_CARDS))


def _who(post: Post) -> str:
    return post.conversation_id.removeprefix("a:").removeprefix("29:")


def tomorrow(day: date) -> date:
    return day + timedelta(days=1)


def month_of(at: datetime) -> str:
    return f"{at.astimezone(LONDON):%Y-%m}"
