"""What is kept about somebody can be handed over whole, and forgotten without losing the record."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from bot.__main__ import main
from cycle.council import Council, Retention
from cycle.periods import Period
from cycle.review.figure import Figure
from features.delivery import retention as duty
from storage import (
    append_only,
    audit,
    card_refs,
    deliveries,
    figures,
    people,
    personal,
    places,
    retention,
    schema,
    soundness,
)
from storage.audit import Actor
from storage.card_refs import About
from storage.database import Database, Session
from storage.deliveries import Priority
from storage.personal import StillNeeded
from tests.fake_teams import BOARD, channel
from tests.fake_teams import personal as chat
from tests.wealdbrook import settled

NOW = datetime(2026, 10, 12, 8, 2, tzinfo=UTC)
LEAVER = {"name": "Zoë Quill-Ward", "email": "zoe@wealdbrook.gov.uk", "roles": "officer"}
LEAVER |= {"services": "Housing", "aad_object_id": "zoe-entra", "manager": "", "deputy": ""}


@pytest.fixture
def council(database: Database) -> Iterator[Database]:
    """Zoë has given a figure, changed her name, is named by others, and was written to."""
    settled(database)
    database.run(_lived)
    yield database
    with database.engine.begin() as connection:
        append_only.protect(connection)


def _lived(session: Session) -> None:
    session.info[figures.KEPT_NOW] = list(figures.everything(session))
    people.add_many(session, [LEAVER])
    people.note_teams_id(session, zoe(session), "29:zoe")
    by = Actor(name="Zoë Quill", came_from="Teams", person=zoe(session))
    figure = Figure(
        indicator=1,
        period=Period.parse("2026-09"),
        value=Decimal(55),
        commentary="Zoe waits for keys; zoë quill-ward has asked twice. Zoë's list is long.",
        given_by=zoe(session),
        given_by_name="Zoë Quill",
        given_at=NOW,
    )
    figures.add_version(session, figure)
    audit.write(session, by, NOW, "figure given", "HOU-02 2026-09", new=figure.commentary)
    other = Actor(name="Dana Osei", came_from="steward import people", person=2)
    email = LEAVER["email"]
    audit.write(session, other, NOW, "person changed", email, old="name: Zoë Quill", new="name: x")
    audit.write(session, other, NOW, "handed over", "HOU-02", old="Zoë Quill-Ward", new="Sam")
    places.note_seen(session, chat("zoe"), zoe(session), NOW)
    places.note_seen(session, channel(), None, NOW)
    places.choose(session, BOARD, places.BOARD)
    ask(session, "red", NOW)
    deliveries.enqueue(
        session,
        deliveries.NewDelivery(
            key=deliveries.reminder_key(zoe(session), NOW.date()),
            kind=deliveries.REMINDER,
            subject="1",
            worth=Priority.REMINDER,
            now=NOW,
            person=zoe(session),
        ),
    )


def zoe(session: Session) -> int:
    person = people.by_email(session, LEAVER["email"])
    assert person is not None
    return person.id


def ask(session: Session, words: str, now: datetime) -> str:
    return card_refs.save_card_ref(
        session,
        person=zoe(session),
        conversation_id="a:zoe",
        about=About.QUESTION,
        now=now,
        words=(words,),
    )


def everything_kept(database: Database) -> str:
    def read(session: Session) -> str:
        rows = [
            row
            for table in SQLModel.metadata.sorted_tables
            for row in session.connection().execute(select(table))
        ]
        return repr(rows)

    return database.run(read)


def forget(session: Session) -> None:
    one = personal.subject(session, LEAVER["email"])
    assert one is not None
    personal.forget(session, one, NOW)


def test_who_is_forgotten_is_named_nowhere_and_the_record_stays(council: Database):
    before = council.run(lambda session: list(figures.everything(session)))
    council.run(forget)
    left = everything_kept(council).casefold()
    for word in ("zoë quill", "zoe@wealdbrook", "zoe-entra", "29:zoe", "quill-ward", "a:zoe"):
        at = left.find(word)
        assert at < 0, left[max(at - 200, 0) : at + 100]
    after = council.run(lambda session: list(figures.everything(session)))
    assert [
        (one.indicator, one.period, one.value, one.given_by, one.given_at) for one in after
    ] == [(one.indicator, one.period, one.value, one.given_by, one.given_at) for one in before]
    assert after[-1].given_by_name.startswith("Former colleague ")


def test_the_chain_still_holds_and_still_finds_what_is_forged(council: Database):
    council.run(forget)
    assert council.run(soundness.rewritten) == []
    with council.engine.begin() as connection:
        append_only.release(connection)
        connection.exec_driver_sql(
            "UPDATE audit SET at = '2026-01-01' WHERE change = 'handed over'"
        )
    assert "handed over" in council.run(audit.first_break)


def test_nobody_is_forgotten_who_still_has_duties(council: Database):
    def owner(session: Session) -> None:
        one = personal.subject(session, "olive@wealdbrook.gov.uk")
        assert one is not None
        personal.forget(session, one, NOW)

    with pytest.raises(StillNeeded, match=r"still owner, deputy or manager of .*HOU-02"):
        council.run(owner)
    assert "Olive Marsh" in everything_kept(council)


def test_the_export_has_all_that_is_about_a_person_and_nothing_of_others(council: Database):
    def export(session: Session) -> dict:
        one = personal.subject(session, LEAVER["email"])
        assert one is not None
        return personal.everything(session, one)

    found = council.run(export)
    assert set(found) >= {"people", "figures", "audit", "places", "asks", "deliveries"}
    assert [row["email"] for row in found["people"]] == [LEAVER["email"]]
    assert len(found["figures"]) == 1
    assert {row["change"] for row in found["audit"]} >= {"figure given", "handed over"}
    json.dumps(found)


def test_old_questions_cards_and_dead_chats_go_and_the_record_stays(council: Database):
    def aged(session: Session) -> None:
        ask(session, "amber", NOW + timedelta(days=80))
        ask(session, "red", NOW)

    council.run(aged)
    later = NOW + timedelta(days=100)
    gone = council.run(lambda session: retention.tidy(session, later, Retention()))
    assert (gone.cards, gone.deliveries, gone.places) == (1, 0, 0)
    gone = council.run(
        lambda session: retention.tidy(session, NOW + timedelta(days=401), Retention())
    )
    assert gone.cards == 1
    assert council.run(lambda session: places.for_purpose(session, places.BOARD)) is not None
    assert council.run(soundness.rewritten) == []


def test_a_question_that_is_asked_again_stays_as_long_as_its_newest_card(council: Database):
    council.run(lambda session: ask(session, "red", NOW + timedelta(days=80)))
    gone = council.run(
        lambda session: retention.tidy(session, NOW + timedelta(days=100), Retention())
    )
    assert gone.cards == 0


def test_it_is_tidied_once_a_night(council: Database):
    def tidied(now: datetime) -> bool:
        council.run(
            lambda session: duty.tidy(session, now, Council(retention=Retention(questions=1)))
        )
        return (
            council.run(
                lambda session: (
                    session.connection().execute(select(SQLModel.metadata.tables["asks"])).first()
                )
            )
            is None
        )

    night = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
    assert not tidied(night - timedelta(hours=1))
    assert tidied(night)
    council.run(lambda session: ask(session, "late", night - timedelta(days=9)))
    assert not tidied(night + timedelta(hours=1))
    assert tidied(night + timedelta(days=1))


def test_the_commands_tell_and_forget(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    url = f"sqlite:///{tmp_path / 'steward.sqlite'}"
    monkeypatch.setenv("STEWARD_DATABASE_URL", url)
    database = Database(url)
    schema.migrate(database)
    settled(database)
    database.run(_lived)
    assert main(["person", "export", LEAVER["email"]]) == 0
    assert json.loads(capsys.readouterr().out)["people"][0]["name"] == LEAVER["name"]
    assert main(["person", "export", LEAVER["email"], str(tmp_path / "zoe.json")]) == 0
    assert (tmp_path / "zoe.json").stat().st_mode & 0o777 == 0o600
    assert main(["forget", "nobody@x.uk"]) == 1
    assert main(["forget", LEAVER["email"]]) == 0
    said = capsys.readouterr()
    assert "Nobody in the register has the address nobody@x.uk" in said.err
    assert "Backups" in said.out
    last = database.run(lambda session: list(audit.rows(session)))[-1]
    assert (last.change, "Zoë" in last.subject) == ("person forgotten", False)
    database.close()
