"""People, indicators and targets come in from a file whole, or not at all."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.demo.council import STARTER
from cycle.periods import Period
from cycle.plan.cells import BadRows
from cycle.plan.target import as_of
from features.tables.difference import Difference
from papers import sheets
from storage import audit, people, register
from storage.audit import Actor
from storage.database import Database
from tests.importing import bring_in

NOW = datetime(2026, 10, 12, 8, 2, tzinfo=UTC)
DANA = Actor(name="Dana Osei", came_from="steward import")
OCTOBER = date(2026, 10, 1)

PEOPLE = """name,email,roles,services,manager
Olive Marsh,olive@weald.gov.uk,officer,Housing,Raj Patel
Raj Patel,raj@weald.gov.uk,manager,Housing,
"""
HEADER = "ref,title,kind,service,unit,polarity,frequency,target,owner\n"
LETTINGS = "HOU-01,Homes let in time,KPI,Housing,%,higher,monthly,90,Olive Marsh\n"

Bring = Callable[..., Difference]


@pytest.fixture
def bring(database: Database, tmp_path: Path) -> Bring:
    """Write the text to a file, read it and import it, each time in a transaction of its own."""

    def bring(what: str, text: str | bytes, *, dry_run: bool = False, **options) -> Difference:
        path = tmp_path / "table.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        sheet = sheets.read(path)

        def work(session: Session) -> Difference:
            found = bring_in(what, session, sheet, DANA, NOW, dry_run=dry_run, **options)
            if dry_run:
                session.rollback()
            return found

        return database.run(work)

    return bring


def indicators(bring: Bring, text: str | bytes, effective_from: date = OCTOBER) -> Difference:
    return bring("indicators", text, effective_from=effective_from)


def refused(bring: Bring, what: str, text: str) -> list[str]:
    with pytest.raises(BadRows) as bad:
        bring(what, text)
    return str(bad.value).splitlines()


def audited(session: Session) -> list[tuple[str, ...]]:
    return [tuple(row[3:]) for row in audit.rows(session)]


# ---------------------------------------------------------------- people


def test_people_come_in_with_their_managers(database, bring):
    assert bring("people", PEOPLE).words == "2 new, 0 changed, 0 unchanged"
    assert bring("people", PEOPLE).words == "0 new, 0 changed, 2 unchanged"
    olive = database.run(lambda session: people.by_email(session, "olive@weald.gov.uk"))
    raj = database.run(lambda session: people.by_email(session, "raj@weald.gov.uk"))
    assert olive.manager == raj.id


def test_a_changed_person_is_named_with_what_changed(database, bring):
    bring("people", PEOPLE)
    difference = bring("people", PEOPLE.replace(",officer,Housing", ",officer;board,Housing"))
    assert difference.words == (
        "0 new, 1 changed: Olive Marsh roles officer → officer;board; 1 unchanged"
    )
    assert database.run(audited)[-1] == (
        "person changed",
        "olive@weald.gov.uk",
        "roles: officer",
        "roles: officer;board",
        "register import",
    )


def test_two_people_may_change_identities_and_teams_forgets_who_they_were(database, bring):
    both = "name,email,aad_object_id\nOlive Marsh,olive@x.uk,{}\nRaj Patel,raj@x.uk,{}\n"
    bring("people", both.format("aaa-1", "aaa-2"))
    olive = database.run(lambda session: people.by_identity(session, "aaa-1"))
    database.run(lambda session: people.note_teams_id(session, olive.id, "29:olive"))

    assert bring("people", both.format("aaa-2", "aaa-1")).changed == 2

    identity = database.run(lambda session: people.teams_identity(session, olive.id))
    assert identity == ("", "aaa-2")


def test_people_are_refused_all_or_nothing(database, bring):
    faults = refused(bring, "people", PEOPLE + "Meg Shaw,meg@weald.gov.uk,boss,,Nobody\n")
    assert faults[0].startswith("Line 4, roles: “boss” is not a role")
    assert faults[1].startswith("Line 4, manager: nobody is known by")
    assert database.run(people.everyone) == {}
    assert database.run(audited) == []


# ---------------------------------------------------------------- indicators


def test_the_starter_register_comes_in_and_stays_as_it_is(database, bring):
    bring("people", (STARTER / "people.csv").read_bytes())
    register_file = (STARTER / "indicators.csv").read_bytes()
    targets_file = (STARTER / "targets.csv").read_bytes()
    assert indicators(bring, register_file).new == 47
    assert bring("targets", targets_file).changed == 0
    assert indicators(bring, register_file).words == "0 new, 0 changed, 47 unchanged"
    assert bring("targets", targets_file).new == 0


def test_a_changed_target_is_effective_dated_logged_and_audited(database, bring):
    bring("people", PEOPLE)
    indicators(bring, HEADER + LETTINGS)
    difference = indicators(bring, HEADER + LETTINGS.replace(",90,", ",95,"))

    assert difference.words == (
        "0 new, 1 changed: HOU-01 target 90 → 95; 0 unchanged\n"
        "Note: unapproved, since no approver is named: HOU-01; see “what is unapproved”."
    )
    kept = database.run(lambda session: register.by_ref(session, "HOU-01"))
    (change,) = database.run(lambda session: register.changes(session, [kept.id]))[kept.id]
    assert (change.field, change.old, change.new, change.effective_from, change.approver) == (
        "target",
        "90",
        "95",
        OCTOBER,
        "",  # nobody is named who agreed it
    )
    assert as_of(kept, [change], Period.parse("2026-09")).target == Decimal(90)
    assert as_of(kept, [change], Period.parse("2026-10")).target == Decimal(95)
    assert database.run(audited)[-1] == (
        "indicator changed",
        "HOU-01",
        "target: 90",
        "target: 95",
        "register import",
    )


def test_a_new_owner_is_named_in_words_and_logged_by_id(database, bring):
    bring("people", PEOPLE)
    indicators(bring, HEADER + LETTINGS)
    difference = indicators(bring, HEADER + LETTINGS.replace("Olive Marsh", "raj@weald.gov.uk"))

    assert difference.details == ("HOU-01 owner olive@weald.gov.uk → raj@weald.gov.uk",)
    kept = database.run(lambda session: register.by_ref(session, "HOU-01"))
    log = database.run(lambda session: register.changes(session, [kept.id]))[kept.id]
    assert as_of(kept, log, Period.parse("2026-10")).owner == kept.owner


def test_wrong_columns_are_refused_with_those_expected(bring):
    faults = refused(bring, "indicators", "ref,titel,kind\nHOU-01,x,KPI\n")
    assert [fault.partition(":")[0] for fault in faults] == [
        "Line 1, title",
        "Line 1, service",
        "Line 1, unit",
        "Line 1, polarity",
        "Line 1, frequency",
        "Line 1, “titel”",
    ]
    assert "is title meant?" in faults[-1]


def test_every_bad_row_is_named_and_nothing_is_kept(database, bring):
    bring("people", PEOPLE)
    text = (
        HEADER
        + LETTINGS
        + LETTINGS.replace("Olive Marsh", "Olive Marsch")
        + '"=HYPERLINK(""http://x"")",Calls,KPI,Contact,minutes,lower,monthly,4,\n'
        + "CUS-04,Calls received,Statistic,Contact,number,none,monthly,500,\n"
    )
    assert refused(bring, "indicators", text) == [
        "Line 3, owner: nobody is known by the e-mail or exact name “Olive Marsch”: "
        "import people first, or leave the cell blank.",
        "Line 3, ref: “HOU-01” is on line 2 already.",
        'Line 4, ref: “=HYPERLINK("http://x")” begins like a spreadsheet formula: type the text.',
        "Line 5, target: a Statistic has no target: whoever is measured cannot control it "
        "(the control test). Leave the target blank, or make it a PI.",
    ]
    assert database.run(register.all_indicators) == []


def test_a_dry_run_that_is_rolled_back_keeps_nothing(database, bring):
    bring("people", PEOPLE)
    dry = bring("indicators", HEADER + LETTINGS, dry_run=True)
    assert dry.words == "1 new, 0 changed, 0 unchanged"
    assert database.run(register.all_indicators) == []


def test_windows_1252_is_understood(database, bring):
    text = (HEADER + LETTINGS.replace("Homes let", "Café homes – £")).replace("Olive Marsh", "")
    indicators(bring, text.encode("cp1252"))
    kept = database.run(lambda session: register.by_ref(session, "HOU-01"))
    assert kept.title == "Café homes – £ in time"


def test_indicators_that_are_not_in_the_file_stay(database, bring):
    bring("people", PEOPLE)
    indicators(bring, HEADER + LETTINGS)
    indicators(bring, HEADER + LETTINGS.replace("HOU-01", "HOU-02"))
    assert [one.ref for one in database.run(register.all_indicators)] == ["HOU-01", "HOU-02"]


@pytest.mark.flow
def test_ten_thousand_indicators_come_in_at_once(database, bring):
    rows = (LETTINGS.replace("HOU-01", f"X-{n}").replace("Olive Marsh", "") for n in range(10_000))
    difference = indicators(bring, HEADER + "".join(rows))
    assert difference.new == 10_000


# ---------------------------------------------------------------- targets


HOMES = (
    "ref,title,kind,service,unit,polarity,frequency,cumulative,target\n"
    "HOU-02,Homes completed,KPI,Housing,number,higher,quarterly,yes,180\n"
)
PROFILE = "ref,period,target\n" + "".join(
    f"HOU-02,2026/27 Q{quarter},{45 * quarter}\n" for quarter in (1, 2, 3, 4)
)


def test_a_profile_comes_in_and_a_changed_step_is_audited(database, bring):
    indicators(bring, HOMES)
    assert bring("targets", PROFILE).words == "4 new, 0 changed, 0 unchanged"

    difference = bring("targets", "ref,period,target\nhou-02,2026/27 Q2,95\n")

    assert difference.words == (
        "0 new, 1 changed: HOU-02 2026/27 Q2 target 90 → 95; 0 unchanged\n"
        "Note: unapproved, since no approver is named: HOU-02; see “what is unapproved”.\n"
        "Note: HOU-02 2026/27 Q2: the period has ended, so its band may change."
    )
    kept = database.run(lambda session: register.by_ref(session, "HOU-02"))
    profile = database.run(lambda session: register.profiles(session, [kept.id]))[kept.id]
    assert [profile[period] for period in sorted(profile)] == [45, 95, 135, 180]
    assert database.run(audited)[-1] == (
        "target changed",
        "HOU-02 2026/27 Q2",
        "target: 90",
        "target: 95",
        "register import",
    )


def test_a_profile_that_cannot_stand_is_refused_whole(database, bring):
    indicators(bring, HOMES)
    text = PROFILE.replace("Q4,180", "Q4,170") + "HOU-02,2026/27 Q1,45\nHOU-99,2026-09,5\n"
    assert refused(bring, "targets", text) == [
        "Line 5, target: HOU-02: The last target, 170.0, is not the year-end target, 180.0.",
        "Line 6, period: “HOU-02 2026/27 Q1” is on line 2 already.",
        "Line 7, ref: no indicator has the reference “HOU-99”: import indicators first.",
    ]
    assert database.run(lambda session: register.profiles(session, [1])) == {}
