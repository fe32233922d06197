"""Whoever presses whatever on the cards of Improve and Monitor: an answer, and all kept or nothing.

The ids are real: concerns, interventions at every stage, a risk, call-ins, a success, a digest.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, insert, select, text
from sqlmodel import SQLModel

from bot.adapter.incoming import SORRY
from bot.app import handlers
from cards.concerns import answer as concern_cards
from cards.digest import MORE
from cards.interventions.proposal import INPUTS
from cycle.improve.call_in import CallIn, CallInState
from cycle.improve.intervention import Intervention, Stage
from cycle.improve.risk import Impact, Likelihood, Risk
from cycle.monitor.member_question import MemberQuestion
from cycle.monitor.paper.as_text import to_text
from cycle.monitor.paper.editions import PaperState
from cycle.monitor.paper.quarterly import quarterly
from cycle.monitor.paper.views import Body, PaperKind
from cycle.monitor.success import Praise, Success
from cycle.periods import Period
from features.concerns import show
from features.interventions.course import BOARD, OWNER, TEAM
from storage import (
    append_only,
    call_ins,
    concern_answers,
    interventions,
    member_questions,
    papers,
    people,
    places,
    register,
    risks,
    successes,
)
from storage.card_refs import About
from storage.concern_groups import minute_of
from storage.database import Database, Session
from storage.papers import Edition
from storage.tables import AuditRow
from tests.bot.test_fuzz import TYPED, Whole
from tests.cycle.asked import effect, intervention, proposal
from tests.fake_connector import in_channel, pressed
from tests.fake_teams import FakeTeams
from tests.papers.paper_sample import by_hand
from tests.wealdbrook import MONDAY, SEPTEMBER

pytestmark = pytest.mark.flow

LATER = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)  # what the interventions promise has begun
CHANNEL = "19:board@thread.tacv2"
PEOPLE = ("olive", "meg", "raj", "dana", "chris", "vera", "sam", "stranger")
KEPT = {
    *("concerns", "minutes", "interventions", "milestones", "progress", "successes", "risks"),
    *("risk_indicators", "risk_answers", "call_ins", "call_in_indicators", "findings"),
    *("papers", "paper_words", "paper_lines", "member_questions"),
}
TABLES = [table for table in SQLModel.metadata.sorted_tables if table.name in KEPT]
BOARDS = {*concern_cards.GIVES, "agree", "send_back", "ask_again", "continue", "close", "escalate"}
TEAMS = {
    *("hand_over", "call_in", "heard", "members_close"),
    *("paper_save", "paper_freeze", "paper_publish", "paper_reopen", "paper_withdraw"),
}
VERBS = {
    About.CONCERN: [*concern_cards.OPENS, *concern_cards.GIVES, "reply", "stands", "group_back"],
    About.EXCEPTIONS: ["group_show", *(f"group_row_{n}" for n in range(1, 101))],
    About.INTERVENTION: [
        *("open_proposal", "propose", "agree", "send_back", "ask_again", "continue", "close"),
        *("escalate", "progress", "postpone", "hand_over", "stands", "remind"),
        *(f"milestone_done_{n}" for n in range(1, 7)),
    ],
    About.RISK: ["risk_answer"],
    About.CALL_IN: ["call_in", "explain", "heard"],
    About.SUCCESS: ["learnt"],
    About.DIGEST: [*MORE, "digest_back"],
    About.PAPER: [
        *("paper_ask", "paper_words", "paper_place", "paper_save", "paper_back", "paper_freeze"),
        *("paper_publish", "paper_reopen", "paper_withdraw", "paper_files", "paper_preview"),
    ],
    About.MEMBER_QUESTION: ["members_answer", "members_close"],
}
OF_CARD = {About.RISK: "raj", About.CALL_IN: "raj"}  # who may answer; of the others Olive
EVERY_VERB = [verb for presses in handlers().buttons.values() for verb in presses]
PRESSES = 8  # in one example
NOW = "now"  # in the place of a version: the one that stands

Rows = Mapping[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Pressable:
    """A card's ask, what it is about, and the ids in it."""

    ask: str
    about: About
    words: tuple[str, ...]


def furnished(session: Session) -> list[Pressable]:
    """An ask of every kind, in the board's channel, where everybody may press."""
    by = {one.email.partition("@")[0]: one.id for one in people.everyone(session).values()}
    refs = {one.ref: one for one in register.all_indicators(session)}
    found: list[tuple[About, tuple[object, ...]]] = [
        (About.CONCERN, (own,)) for own, *_ in concern_answers.open_concerns(session)
    ]
    assert found
    minute = minute_of(MONDAY).isoformat()
    found += [(About.EXCEPTIONS, (minute,)), *((about, (*own, minute)) for about, own in found)]
    of_stages = [intervention(stage, owner=by["olive"]) for stage in Stage]
    orphans = [intervention(stage, owner=None) for stage in (Stage.ASKED, Stage.RUNNING)]
    for one in [*of_stages, *orphans]:
        own = _kept(session, one, by["chris"], refs["HOU-02"].id)
        found += [(About.INTERVENTION, (own, whose)) for whose in (OWNER, BOARD, TEAM)]
    risk = Risk(
        ref="R-07",
        title="Homelessness rises",
        owner=by["raj"],
        likelihood=Likelihood.POSSIBLE,
        impact=Impact.MAJOR,
        indicators=frozenset({refs["HOU-02"].id}),
    )
    risks.add(session, risk)
    found += [(About.RISK, (own, found[0][1][0])) for own in risks.everything(session)]
    for state in CallInState:
        call = CallIn(
            indicators=(refs["HOU-02"].id,),
            manager=by["raj"],
            meeting=date(2026, 11, 24),
            words=f"Why is it {state}?",
            called_by=by["dana"],
            called_on=date(2026, 10, 12),
            state=state,
        )
        own = call_ins.add(session, call).id
        found += [(About.CALL_IN, (own, whose)) for whose in ("manager", "team")]
    found.append((About.CALL_IN, ("new", refs["HOU-05"].id)))
    praised = Success(Praise.REAL_IMPROVEMENT, refs["HOU-03"], SEPTEMBER, "Better than usual.")
    successes.save(session, praised, LATER)
    found.append((About.SUCCESS, (refs["HOU-03"].id, SEPTEMBER)))
    found.append((About.DIGEST, ("2026-10", places.BOARD)))
    found += [(About.PAPER, (own,)) for own in _papers(session, by["dana"])]
    found += [(About.MEMBER_QUESTION, (own,)) for own in _asked(session, by, refs["HOU-02"].id)]
    return [
        Pressable(
            show.ref_for_everybody(session, about, CHANNEL, LATER, *words),
            about,
            tuple(str(word) for word in words),
        )
        for about, words in found
    ]


def _papers(session: Session, dana: int) -> list[int]:
    """A draft, and one that was frozen with the portfolio holder's words in it."""
    found = []
    for state, period in ((PaperState.DRAFT, "2026/27 Q2"), (PaperState.FROZEN, "2026/27 Q1")):
        new = Edition(
            id=0,
            kind=PaperKind.QUARTERLY,
            period=Period.parse(period),
            body=Body.CABINET,
            made_at=LATER,
            made_by=dana,
        )
        edition = papers.start(session, new)
        written = papers.Written(words="Well.", by=dana, by_name="Dana", at=LATER)
        papers.write_words(session, edition.id, "portfolio holder", written)
        if state is PaperState.FROZEN:
            frozen = replace(edition, state=state, frozen_at=LATER, frozen_by=dana)
            papers.change(session, edition, frozen, to_text(quarterly(by_hand())))
        found.append(edition.id)
    return found


def _asked(session: Session, by: Mapping[str, int], indicator: int) -> list[int]:
    question = MemberQuestion(
        body=Body.SCRUTINY,
        meeting=date(2026, 10, 1),
        words="Why did it fall?",
        indicator=indicator,
        owner=by["olive"],
        asked_by=by["dana"],
        asked_at=LATER,
    )
    return [member_questions.add(session, question)]


def _kept(session: Session, one: Intervention, chris: int, indicator: int) -> int:
    offered = proposal(effect=effect(indicator=indicator)) if one.proposal else None
    own = replace(one, asked_by=chris, proposal=offered)
    own = replace(own, proposed_by=one.owner, agreed_by=chris if one.agreed_by else None)
    asked = replace(own, stage=Stage.ASKED, proposal=None)
    kept = interventions.start(session, None, indicator, asked, LATER)
    interventions.change(session, kept, own, LATER)
    return kept.id


class Office(Whole):
    """All of Steward, with the cards of Improve and Monitor, put back before every example."""

    def __init__(self, database: Database, runner: asyncio.Runner) -> None:
        super().__init__(database)
        runner.run(self._goes_red(FakeTeams(database, MONDAY)))
        self.cards = database.run(furnished)
        self.everyone = list(database.run(people.everyone))
        self.before = database.run(_rows)
        self.now = LATER

    async def _goes_red(self, teams: FakeTeams) -> None:
        words = "Three landlords left. Olive meets the others by 30 October."
        await teams.gives("olive", "HOU-02", numerator="55", denominator="100", commentary=words)
        await teams.gives("olive", "HOU-05", value="120", commentary=words)

    def put_back(self) -> None:
        self.database.run(self._put_back)

    def _put_back(self, session: Session) -> None:
        if session.connection().dialect.name == "sqlite":
            append_only.release(session.connection())
        else:
            session.connection().execute(text("SET LOCAL session_replication_role = replica"))
        for table in reversed(TABLES):
            session.connection().execute(delete(table))
        for table in TABLES:
            if rows := self.before[table.name]:
                columns = [column.name for column in table.columns]
                values = [dict(zip(columns, row, strict=True)) for row in rows]
                session.connection().execute(insert(table), values)

    def version(self, card: Pressable) -> int:
        """The one that stands now."""

        def read(session: Session) -> int:
            own = int(card.words[0])
            match card.about:
                case About.CONCERN:
                    concern = concern_answers.concern(session, own)
                    return concern.version if concern else 0
                case About.INTERVENTION:
                    kept = interventions.find(session, own)
                    return kept.intervention.version if kept else 0
                case About.RISK:
                    risk = risks.risk(session, own)
                    return risk.version if risk else 0
                case _:
                    call = call_ins.find(session, own)
                    return call.call_in.version if call else 0

        is_counted = card.about in (About.CONCERN, About.INTERVENTION, About.RISK, About.CALL_IN)
        return self.database.run(read) if is_counted and card.words[0].isdigit() else 1

    def kept(self) -> tuple[Rows, int]:
        """What is kept now, and how many lines the audit has."""
        return self.database.run(_rows), self.database.run(_audited)


def _rows(session: Session) -> Rows:
    return {
        table.name: [
            tuple(row)
            for row in session.connection().execute(select(table).order_by(*table.primary_key))
        ]
        for table in TABLES
    }


def _audited(session: Session) -> int:
    count = select(func.count()).select_from(AuditRow)
    return int(session.connection().execute(count).scalar_one())


DAYS = ("2026-12-21", "2026-12-01", "2027-01-31", "2027-02-28", "2026-10-01", "2062-01-01")
SAID = ("The keys come late.", "x" * 1001, " ", "a\x00b", "\ud83d")
GOOD: dict[str, tuple[str, ...]] = {  # what may be typed, the first of it mostly
    **dict.fromkeys((*INPUTS, "words", "why"), SAID),
    **{name: DAYS for name in INPUTS if name.endswith("_due")},
    **dict.fromkeys(("until", "starts", "meeting"), DAYS),
    "effect_by": DAYS[2:],
    "place": ("portfolio holder", "finance", "exception:HOU-02", "nowhere"),
    "reason": ("HOU-02 was restated.", " ", "x" * 301),
    "effect_from": ("55", "65%", "1e400", "-1"),
    "effect_to": ("65", "55", "many", "-1"),
    "milestone": ("1", "2", "0", "7"),
    **dict.fromkeys(("likelihood", "impact"), ("3", "5", "0", "9" * 30)),
    "which": ("1", "2", "0", "9" * 30),
    "effect_indicator": ("HOU-02", "HOU-07", "ENV-03", "none"),
}


@st.composite
def presses(draw: st.DrawFn, office: Office) -> list[tuple[Any, ...]]:
    """Some, one after the other: who, which card, button and version, what was typed, and where.

    Each is mostly as it would be, so that a good part of the presses keep something. The dice are
    plain ones: Hypothesis' own come back to the same few cards.
    """
    dice = draw(st.randoms(use_true_random=True))
    odd = draw(st.dictionaries(st.sampled_from([*GOOD, "who", "v"]), TYPED, max_size=5))
    whom = (*(str(one) for one in office.everyone), "0", "999999999", "9" * 30)

    def mostly(usual: Any, *others: Any) -> Any:
        return usual if dice.random() < 0.9 else dice.choice(others)

    found = []
    for _ in range(PRESSES):
        typed = {name: mostly(*values) for name, values in GOOD.items()}
        typed["who"] = dice.choice(whom)
        about = dice.choice([*VERBS, *[About.INTERVENTION] * 3])
        card = dice.choice([one for one in office.cards if one.about is about])
        verb = mostly(dice.choice(VERBS[about]), *EVERY_VERB, "milestone_done_x", "nothing")
        theirs = "chris" if verb in BOARDS else "dana" if verb in TEAMS else OF_CARD.get(about)
        who = mostly(theirs or "olive", *PEOPLE)
        version = mostly(NOW, -1, 0, 1, 2, 10**30)
        where = mostly(in_channel(), {})
        found.append((who, card, verb, version, mostly(typed, {}, typed | odd), where))
    return found


def test_whoever_presses_what_on_real_cards_all_is_kept_or_nothing(database: Database) -> None:
    examples, changed = 100 if database.is_sqlite else 40, Counter[About]()
    with asyncio.Runner() as runner:
        office = Office(database, runner)

        @given(presses(office))
        @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
        def holds(pressed_ones: list[tuple[Any, ...]]) -> None:
            office.put_back()
            before, audited = office.kept()
            for who, card, verb, version, inputs, where in pressed_ones:
                seen = office.version(card) if version == NOW else version
                data = {"ask": card.ask, "v": seen, **inputs}
                press = pressed(verb, data, **where)
                status, answer = runner.run(office.post(press, who))
                assert status < 500
                assert answer is None or answer["statusCode"] < 500, (who, verb, data)
                assert SORRY not in str(answer)

                after, lines = office.kept()
                told = (who, card, verb, data)
                if after != before:
                    assert lines == audited + 1, told  # whole, with its line in the audit
                    assert who not in ("vera", "stranger"), told
                    assert where, told  # a card works only where it was shown
                    assert verb not in BOARDS or who == "chris", told
                    assert verb not in TEAMS or who == "dana", told
                    changed[card.about] += 1
                assert lines <= audited + 1, told
                before, audited = after, lines

        holds()
        runner.run(office.app.close())
    assert changed.total() > 10, "hardly anything was kept, so hardly anything was tried"


IN_THEIR_OWN_FLOWS = (
    *(About.ACTION, About.PLAN, About.PAPER_FILE, About.CHAT_FILE),
    About.SENT_TABLE,
    *(About.KPI_LINE, About.KPI_SET, About.SIGN_OFF),
)


def test_every_button_of_improve_and_monitor_is_pressed() -> None:
    known = {verb for verbs in VERBS.values() for verb in verbs}
    assert {about: set(verbs) for about, verbs in VERBS.items()} == {
        about: set(presses)
        for about, presses in handlers().buttons.items()
        if about not in (About.REMINDER, About.FIGURE, About.QUESTION, *IN_THEIR_OWN_FLOWS)
    }
    assert known > BOARDS | TEAMS
