"""What IT sets is read once, and every fault is named at once."""

from datetime import date

import pytest

from bot import settings
from bot.settings import AppType, BadSettings, LogFormat, Settings

TEAMS = {
    "STEWARD_APP_ID": "11111111-2222-3333-4444-555555555555",
    "STEWARD_APP_PASSWORD": "secret",
    "STEWARD_TENANT_ID": "66666666-7777-8888-9999-000000000000",
}


def faults(environ: dict[str, str], **how: bool) -> list[str]:
    with pytest.raises(BadSettings) as refused:
        settings.read(environ, **how)
    return str(refused.value).splitlines()


def test_with_nothing_set_steward_keeps_a_file_beside_it_and_listens_to_this_machine_alone():
    found = settings.read({"PATH": "/bin"})
    assert found == Settings()
    assert (found.host, found.port) == ("127.0.0.1", 3978)
    assert found.database_url == "sqlite:///steward.sqlite"


def test_everything_can_be_set():
    found = settings.read(
        TEAMS
        | {
            "STEWARD_APP_TYPE": "UserAssignedMSI",
            "STEWARD_DATABASE_URL": "postgresql://steward@db/steward",
            "STEWARD_HOST": "0.0.0.0",
            "STEWARD_PORT": " 8080 ",
            "STEWARD_TIMEZONE": "Europe/London",
            "STEWARD_COUNCIL_NAME": "Wealdbrook",
            "STEWARD_LOG_LEVEL": "debug",
            "STEWARD_LOG_FORMAT": "JSON",
            "STEWARD_CLOSURE_DAYS": "2026-12-29, 2026-12-30",
            "STEWARD_LOCK_WORKING_DAYS": "0",
            "STEWARD_ADVERSE_MOVES": "4",
            "STEWARD_TRIGGERS": "Chart; run",
            "STEWARD_RED_AFTER": "2",
            "STEWARD_FINANCE_TOLERANCE_POUNDS": "100000",
        },
        serving=True,
    )
    assert found.app_type is AppType.MANAGED_IDENTITY
    assert (found.host, found.port, found.log_level) == ("0.0.0.0", 8080, "DEBUG")
    assert found.log_format is LogFormat.JSON
    assert found.closure_days == {date(2026, 12, 29), date(2026, 12, 30)}
    assert found.lock_working_days == 0
    assert (found.adverse_moves, found.triggers) == (4, ("run", "chart"))
    assert found.red_after == 2
    assert (found.finance.pounds, found.finance.percent) == (100_000, 5)


WRONG = {
    "RED_AFTER": "3",
    "FINANCE_TOLERANCE_PERCENT": "five",
    "APP_TYPE": "MultiTenant",
    "DATABASE_URL": "mysql://db",
    "PORT": "65536",
    "TIMEZONE": "London",
    "LOG_LEVEL": "LOUD",
    "LOG_FORMAT": "xml",
    "CLOSURE_DAYS": "Christmas",
    "LOCK_WORKING_DAYS": "-1",
    "ADVERSE_MOVES": "1",
    "TRIGGERS": "band,red",
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_is_named_with_what_it_must_be(name: str):
    (fault,) = faults({f"STEWARD_{name}": WRONG[name]})
    assert fault.startswith(f"STEWARD_{name}")


def test_every_fault_is_named_at_once():
    environ = {f"STEWARD_{name}": value for name, value in WRONG.items()}
    told = faults(environ | {"STEWARD_APPID": "x"}, serving=True)
    for name in (*WRONG, "APPID", "APP_ID", "TENANT_ID", "APP_PASSWORD"):
        assert any(f"STEWARD_{name} " in f"{one.replace(':', ' ')} " for one in told), name
    assert len(told) == len(WRONG) + 4


@pytest.mark.parametrize("missing", ["APP_ID", "TENANT_ID", "APP_PASSWORD"])
def test_serve_refuses_without_what_tells_teams_from_others(missing: str):
    environ = {name: value for name, value in TEAMS.items() if not name.endswith(missing)}
    (fault,) = faults(environ, serving=True)
    assert fault.startswith(f"STEWARD_{missing} is missing.")
    assert "anyone could speak to the bot" in fault
    settings.read(environ, serving=True, dev=True)
    settings.read(environ)


def test_a_managed_identity_needs_no_password():
    environ = {name: value for name, value in TEAMS.items() if not name.endswith("PASSWORD")}
    settings.read(environ | {"STEWARD_APP_TYPE": "UserAssignedMSI"}, serving=True)


@pytest.mark.parametrize(
    ("host", "may"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("::", False)],
)
def test_without_authentication_steward_listens_on_loopback_only(host: str, may: bool):
    environ = {"STEWARD_HOST": host}
    if may:
        assert settings.read(environ, serving=True, dev=True).dev
    else:
        (fault,) = faults(environ, serving=True, dev=True)
        assert "STEWARD_HOST must be 127.0.0.1" in fault


@pytest.mark.parametrize("port", ["0", "-1", "1e3", "80 80", "http", "99999999999999999999"])
def test_a_port_is_a_plain_whole_number_in_range(port: str):
    assert len(faults({"STEWARD_PORT": port})) == 1


def test_a_password_is_never_shown_in_a_fault_or_in_the_settings_words():
    environ = TEAMS | {"STEWARD_DATABASE_URL": "postgresql://steward:secret@db/steward"}
    told = faults(environ | {"STEWARD_PORT": "x"})
    assert "secret" not in " ".join(told)
    assert "secret" not in repr(settings.read(environ))


@pytest.mark.parametrize("name", settings.SECRETS)
def test_a_secret_may_lie_in_a_file(name, tmp_path):
    value = "postgresql://steward:hunter2@db/steward"
    (tmp_path / "secret").write_text(value + "\n")

    found = settings.read({f"STEWARD_{name}_FILE": str(tmp_path / "secret")})

    assert getattr(found, name.lower()) == value


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "which cannot be read: No such file"),
        (b"", "must hold one line"),
        (b"\n", "must hold one line"),
        (b"hunter2\nhunter3\n", "must hold one line"),
        (b"hunter2" * 2000, "must hold one line"),
        (b"\xff\xfe\x00", "it is not text"),
    ],
)
def test_a_file_without_a_secret_is_named_and_what_it_holds_is_not(content, says, tmp_path):
    if content is not None:
        (tmp_path / "secret").write_bytes(content)
    found = faults({"STEWARD_APP_PASSWORD_FILE": str(tmp_path / "secret")})
    assert len(found) == 1
    assert says in found[0]
    assert "hunter" not in found[0]


def test_a_secret_given_twice_is_refused(tmp_path):
    (tmp_path / "secret").write_text("one")
    found = faults(TEAMS | {"STEWARD_APP_PASSWORD_FILE": str(tmp_path / "secret")})
    assert found == [
        "Both STEWARD_APP_PASSWORD and STEWARD_APP_PASSWORD_FILE are set: leave one of them out."
    ]


def test_a_misspelt_name_of_a_secrets_file_is_noticed():
    (found,) = faults({"STEWARD_APP_PASSWORT_FILE": "/run/secrets/steward"})
    assert "is STEWARD_APP_PASSWORD_FILE meant?" in found


@pytest.mark.parametrize(
    ("environ", "where"),
    [
        ({}, ("127.0.0.1", 4978)),
        ({"STEWARD_PORT": "8080"}, ("127.0.0.1", 9080)),
        ({"STEWARD_PORT": "65000"}, ("127.0.0.1", 64000)),
        ({"STEWARD_HOST": "0.0.0.0"}, ("127.0.0.1", 4978)),
        ({"STEWARD_ADMIN_PORT": "0"}, ("127.0.0.1", 0)),
        ({"STEWARD_ADMIN_HOST": "10.0.0.4", "STEWARD_ADMIN_PORT": "9100"}, ("10.0.0.4", 9100)),
    ],
    ids=str,
)
def test_the_admin_port_is_on_loopback_and_differs_from_the_public_one(environ, where):
    found = settings.read(environ)
    assert (found.admin_host, found.admin_port) == where
    assert "STEWARD_ADMIN_PORT must differ" in faults({"STEWARD_ADMIN_PORT": "3978"})[0]
