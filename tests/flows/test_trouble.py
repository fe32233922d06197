"""What people type, and what breaks: nothing acts, nothing is lost, nothing is kept by half."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from cycle.review.figure import Figure
from scheduler.delivery import LEASE
from storage import figures, register, schema
from storage.database import Database, Session
from tests.card_rules import faults
from tests.fake_teams import BOARD, FakeTeams, Killed, Seen, channel
from tests.wealdbrook import MONDAY, SEPTEMBER, settled

RED = {"numerator": "31", "denominator": "56"}
WORDS = "Three landlords left. Olive meets the others by 30 October."
AFTER_THE_LEASE = LEASE + timedelta(seconds=1)


def kept(database: Database, ref: str) -> list[Figure]:
    def read(session: Session) -> list[Figure]:
        indicator = register.by_ref(session, ref)
        assert indicator is not None
        return figures.versions(session, indicator.id, SEPTEMBER)

    return database.run(read)


async def test_a_commentary_of_5000_characters_is_handed_back_with_all_that_was_typed(
    teams: FakeTeams, database: Database
) -> None:
    form = await teams.asks("olive", "submit HOU-05")
    long = "x" * 5_000
    again = await teams.presses("olive", form, "Submit", value="88", commentary=long)
    assert "The commentary is 1,000 characters too long" in again
    assert long in again
    assert kept(database, "HOU-05") == []

    receipt = await teams.presses("olive", again, "Submit", commentary="x" * 4_000)
    assert "Figure kept" in receipt


HOSTILE = {
    "HTML": "<script>alert(1)</script> <b>bold</b> <img src=x onerror=alert(1)>",
    "markdown": "**bold** [click](https://evil.example) ![x](https://evil.example/x.png) `code`",
    "a mention": "<at>everyone</at> <at id='1'>Chris</at>",
    "emoji": "Better 😀👩‍👩‍👧 and 🇬🇧",
    "right to left": "שלום \u202e12.5 txt.exe\u202c עולם",
    "control characters": "one\x00two\x07three\ud800four",
    "a formula": '=HYPERLINK("https://evil.example";"click")',
    "JSON": '{"type": "Action.OpenUrl", "url": "https://evil.example"}',
    "a template": "${data} {{DATE(2026-01-01)}} {0} %s",
}


@pytest.mark.parametrize("kind", HOSTILE)
async def test_what_people_type_is_shown_and_never_acts(board: FakeTeams, kind: str) -> None:
    said = f"{WORDS} {HOSTILE[kind]}"
    receipt = await board.gives("olive", "HOU-02", **RED, commentary=said)
    assert "Red" in receipt
    await board.ticks()
    (alert,) = board.posted()
    status = await board.asks("raj", "status of HOU-02")
    correction = await board.presses("olive", receipt, "Correct this")

    for card in (receipt, alert, status, correction):
        assert "Three landlords left." in card
        assert faults(dict(card.content)) == []
        shown = "".join(_shown(card))
        for acting in (
            "<script",
            "<img",
            "<at>",
            "<b>",
            "**bold**",
            "[click](",
            "`code`",
            "\u202e",
        ):
            assert acting not in shown, acting
        assert not {"\x00", "\x07", "\ud800"} & set(shown)


def _shown(card: Seen) -> Iterator[str]:
    """What Teams would take for markup: the texts as they are, inputs left out."""
    stack: list[object] = [card.content]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            is_input = str(node.get("type", "")).startswith("Input.")
            if not is_input and node.get("type") != "TextRun" and isinstance(node.get("text"), str):
                yield node["text"]
            stack += [value for value in node.values() if isinstance(value, dict | list)]
        elif isinstance(node, list):
            stack += node


async def test_any_question_gets_a_card_that_keeps_the_rules(teams: FakeTeams) -> None:
    for asked in (*HOSTILE.values(), "", " ", "?" * 5_000, "status of " + "x" * 500):
        answer = await teams.asks("raj", asked)
        assert faults(dict(answer.content)) == []


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Database]:
    """A SQLite file that gives up after 10 ms, not 5 seconds."""
    database = Database(f"sqlite:///{tmp_path / 'steward.sqlite'}")
    for engine in database.engines:
        event.listen(engine, "connect", _impatient)
    schema.migrate(database)
    settled(database)
    yield database
    database.close()


def _impatient(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA busy_timeout=10")


async def test_a_locked_database_is_said_politely_and_keeps_nothing(file: Database) -> None:
    teams = FakeTeams(file, MONDAY)
    form = await teams.asks("olive", "submit HOU-05")
    other = sqlite3.connect(str(file.engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    busy = await teams.presses("olive", form, "Submit", value="88", commentary="Fine.")
    assert "Steward is busy just now, and nothing was kept" in busy.said
    assert "Submit" in busy  # the form stays, with what was typed
    assert "Steward is busy" in await teams.asks("olive", "due")
    assert await teams.meets("meg") is None

    other.execute("ROLLBACK")
    other.close()
    assert kept(file, "HOU-05") == []
    assert "Figure kept" in await teams.presses(
        "olive", form, "Submit", value="88", commentary="Fine."
    )


async def test_a_server_that_is_gone_is_said_politely() -> None:
    teams = FakeTeams(Database("postgresql://nobody@127.0.0.1:1/nothing"), MONDAY)
    assert "Steward is busy" in await teams.asks("olive", "due")


async def test_killed_between_commit_and_send_the_board_is_told_by_the_next_process(
    board: FakeTeams, database: Database
) -> None:
    await board.gives("olive", "HOU-02", **RED, commentary=WORDS)
    assert board.posted() == []  # committed, and the process ends

    restarted = FakeTeams(database, board.now)
    await restarted.ticks()
    (alert,) = restarted.posted()
    assert "HOU-02" in alert
    assert "Possible repeat" not in alert


@pytest.mark.parametrize(("moment", "cards"), [("before", 1), ("after", 2)])
async def test_killed_between_send_and_mark_the_boards_card_is_sent_again_and_says_so(
    board: FakeTeams, database: Database, moment: str, cards: int
) -> None:
    await board.gives("olive", "HOU-02", **RED, commentary=WORDS)
    board.messenger.killed, board.messenger.to = moment, BOARD
    with pytest.raises(Killed):
        await board.app.relay.deliver()

    restarted = FakeTeams(database, board.now, board.messenger)
    await restarted.app.sweep("deliver")
    assert len(restarted.posted()) == cards - 1  # the lease of the dead one still runs
    restarted.now += AFTER_THE_LEASE
    for _ in range(2):
        await restarted.app.sweep("deliver")

    assert len(restarted.posted()) == cards
    assert "Possible repeat" in restarted.posted()[-1]


@pytest.mark.parametrize(("moment", "cards"), [("before", 0), ("after", 1)])
async def test_killed_between_send_and_mark_a_reminder_is_left_to_the_next_stage(
    teams: FakeTeams, database: Database, moment: str, cards: int
) -> None:
    await teams.meets("olive")
    teams.messenger.killed, teams.messenger.to = moment, "a:olive"
    with pytest.raises(Killed):
        await teams.ticks()

    restarted = FakeTeams(database, teams.now, teams.messenger)
    restarted.now += AFTER_THE_LEASE
    for _ in range(2):
        await restarted.ticks()
    assert len(restarted.pushed("olive")) == cards


async def test_killed_while_editing_the_card_is_simply_edited_again(
    board: FakeTeams, database: Database
) -> None:
    receipt = await board.gives("olive", "HOU-02", **RED, commentary=WORDS)
    await board.ticks()
    form = await board.presses("olive", receipt, "Correct this")
    typed = {"numerator": "40", "denominator": "56", "reason": "Nine were left out."}
    seen = await board.presses("olive", form, "Submit", **typed)
    if "Is that right?" in seen:
        await board.presses("olive", seen, "Yes, keep it")
    board.messenger.killed, board.messenger.to = "before", BOARD
    with pytest.raises(Killed):
        await board.app.relay.deliver()

    restarted = FakeTeams(database, board.now + AFTER_THE_LEASE, board.messenger)
    await restarted.app.sweep("deliver")
    (alert,) = restarted.posted()
    assert "No longer an exception" in alert
    assert "Possible repeat" not in alert
    assert await restarted.says("dana", "help", channel())
