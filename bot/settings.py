"""What the council's IT sets: read once from the environment, every fault named at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from bot import finance_settings, paper_settings
from cycle import periods
from cycle.council import (
    ALL_TRIGGERS,
    FEWEST_MOVES,
    MOST_MOVES,
    REVIEWED,
    Deterioration,
    FinanceTolerance,
    PaperChoices,
    Retention,
    read_triggers,
)
from storage.postgres_engine import BadAddress, postgres_url

Choice = TypeVar("Choice", bound=StrEnum)


class AppType(StrEnum):
    SINGLE_TENANT = "SingleTenant"
    MANAGED_IDENTITY = "UserAssignedMSI"


class LogFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


class BadSettings(ValueError):
    """One sentence for each setting that is missing or wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`lock_working_days`: working days after the due date on which entry closes; 0 is never.

    `admin_port` is where the council's own watchers find `/readyz` and `/metrics`; 0 is nowhere.
    `dev` switches the check of incoming tokens off; the server then listens on loopback only.
    """

    app_id: str = ""
    app_password: str = field(default="", repr=False)
    app_type: AppType = AppType.SINGLE_TENANT
    tenant_id: str = ""
    database_url: str = field(default="sqlite:///steward.sqlite", repr=False)  # has a password
    host: str = "127.0.0.1"
    port: int = 3978
    admin_host: str = "127.0.0.1"
    admin_port: int = 4978
    timezone: str = "Europe/London"
    council_name: str = "The council"
    log_level: str = "INFO"
    log_format: LogFormat = LogFormat.TEXT
    closure_days: frozenset[date] = frozenset()
    lock_working_days: int = 5
    adverse_moves: int = 3
    red_after: int = 1
    triggers: tuple[Deterioration, ...] = ALL_TRIGGERS
    digest_working_day: int = 12
    framework_reviewed: periods.Period = REVIEWED
    papers: PaperChoices = field(default_factory=PaperChoices)
    finance: FinanceTolerance = field(default_factory=FinanceTolerance)
    retention: Retention = field(default_factory=Retention)
    dev: bool = False


NAMES = (
    *("APP_ID", "APP_PASSWORD", "APP_TYPE", "TENANT_ID", "DATABASE_URL", "HOST", "PORT"),
    *("ADMIN_HOST", "ADMIN_PORT"),
    *("TIMEZONE", "COUNCIL_NAME", "LOG_LEVEL", "LOG_FORMAT", "CLOSURE_DAYS"),
    "LOCK_WORKING_DAYS",
    *("ADVERSE_MOVES", "RED_AFTER", "TRIGGERS", "DIGEST_WORKING_DAY", "FRAMEWORK_REVIEWED"),
    *paper_settings.NAMES,
    *finance_settings.NAMES,
    *("KEEP_QUESTIONS_DAYS", "KEEP_CARDS_DAYS"),
)
PREFIX = "STEWARD_"
FROM_FILE = "_FILE"  # STEWARD_APP_PASSWORD_FILE names a file that holds STEWARD_APP_PASSWORD
SECRETS = ("APP_PASSWORD", "DATABASE_URL")
LARGEST_SECRET = 8_192  # bytes


def read(environ: Mapping[str, str], *, dev: bool = False, serving: bool = False) -> Settings:
    """Read every STEWARD_ setting; raises BadSettings with a line for each fault.

    With `serving`, APP_ID, TENANT_ID and (for SingleTenant) APP_PASSWORD must be there unless
    `dev`, and `dev` may only listen on loopback.
    """
    given = {name: environ.get(PREFIX + name, "").strip() for name in NAMES}
    default = Settings()
    faults = list(_misspelt(environ))
    given |= _secrets_from_files(environ, given, faults)

    app_type = _one_of(AppType, given["APP_TYPE"], default.app_type, "APP_TYPE", faults)
    port = _whole_number(given["PORT"], default.port, 1, 65535, "PORT", faults)
    admin_port = _admin_port(given["ADMIN_PORT"], port, faults)
    lock = _whole_number(
        given["LOCK_WORKING_DAYS"], default.lock_working_days, 0, 250, "LOCK_WORKING_DAYS", faults
    )
    moves = _whole_number(
        given["ADVERSE_MOVES"],
        default.adverse_moves,
        FEWEST_MOVES,
        MOST_MOVES,
        "ADVERSE_MOVES",
        faults,
    )
    red_after = _whole_number(given["RED_AFTER"], default.red_after, 1, 2, "RED_AFTER", faults)
    triggers = _triggers(given["TRIGGERS"], faults)
    digest = _whole_number(
        given["DIGEST_WORKING_DAY"],
        default.digest_working_day,
        1,
        20,
        "DIGEST_WORKING_DAY",
        faults,
    )
    reviewed = _month(given["FRAMEWORK_REVIEWED"], default.framework_reviewed, faults)
    timezone = given["TIMEZONE"] or default.timezone
    if timezone != periods.LONDON.key:  # the calendar's one zone; others would be shown wrongly
        faults.append("STEWARD_TIMEZONE must be Europe/London: no other zone is kept yet.")
    closures: frozenset[date] = frozenset()
    try:
        closures = periods.closure_days(given["CLOSURE_DAYS"])
    except ValueError:
        faults.append("STEWARD_CLOSURE_DAYS must be dates such as 2026-12-29,2026-12-30.")
    url = given["DATABASE_URL"] or default.database_url
    faults += _bad_address(url)
    retention = _retention(given, faults)
    papers = paper_settings.read_paper_choices(given, faults)
    finance = finance_settings.read_finance_tolerance(given, faults)
    level = (given["LOG_LEVEL"] or default.log_level).upper()
    if level not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        faults.append("STEWARD_LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR.")
    log_format = _one_of(
        LogFormat, given["LOG_FORMAT"].lower(), default.log_format, "LOG_FORMAT", faults
    )
    host = given["HOST"] or default.host
    if serving and not dev:
        faults += _missing_for_teams(given, app_type)
    if serving and dev and host not in {"127.0.0.1", "::1", "localhost"}:
        faults.append("With --dev anyone may speak, so STEWARD_HOST must be 127.0.0.1.")

    if faults:
        raise BadSettings("\n".join(faults))
    return Settings(
        app_id=given["APP_ID"],
        app_password=given["APP_PASSWORD"],
        app_type=app_type,
        tenant_id=given["TENANT_ID"],
        database_url=url,
        host=host,
        port=port,
        admin_host=given["ADMIN_HOST"] or default.admin_host,
        admin_port=admin_port,
        timezone=timezone,
        council_name=given["COUNCIL_NAME"] or default.council_name,
        log_level=level,
        log_format=log_format,
        closure_days=closures,
        lock_working_days=lock,
        adverse_moves=moves,
        red_after=red_after,
        triggers=triggers or default.triggers,
        digest_working_day=digest,
        framework_reviewed=reviewed,
        papers=papers,
        finance=finance,
        retention=retention,
        dev=dev,
    )


def _retention(given: Mapping[str, str], faults: list[str]) -> Retention:
    default = Retention()
    questions, cards = (
        _whole_number(given[name], usual, 1, 36_500, name, faults)
        for name, usual in (
            ("KEEP_QUESTIONS_DAYS", default.questions),
            ("KEEP_CARDS_DAYS", default.cards),
        )
    )
    return Retention(questions=questions, cards=cards)


def _secrets_from_files(
    environ: Mapping[str, str], given: Mapping[str, str], faults: list[str]
) -> dict[str, str]:
    paths = {name: environ.get(PREFIX + name + FROM_FILE, "").strip() for name in SECRETS}
    return {
        name: _from_file(name, path, given[name], faults) for name, path in paths.items() if path
    }


def _from_file(name: str, path: str, direct: str, faults: list[str]) -> str:
    """The secret that the file holds, without the line's end; the fault names no content."""
    setting = f"{PREFIX}{name}{FROM_FILE}"
    if direct:
        faults.append(f"Both {PREFIX}{name} and {setting} are set: leave one of them out.")
    try:
        with Path(path).open("rb") as file:
            secret = file.read(LARGEST_SECRET + 1).decode("utf-8").strip()
    except (OSError, UnicodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text"
        faults.append(f"{setting} names {path}, which cannot be read: {why}.")
        return direct
    if not secret or len(secret) > LARGEST_SECRET or "\n" in secret:
        faults.append(f"{setting} names {path}, which must hold one line with the secret.")
        return direct
    return secret


def _misspelt(environ: Mapping[str, str]) -> Iterator[str]:
    """Names that are nearly a setting's. Other names with the prefix are ignored."""
    names = (*NAMES, *(name + FROM_FILE for name in SECRETS))
    for name in environ:
        if not name.startswith(PREFIX) or (rest := name.removeprefix(PREFIX)) in names:
            continue
        if meant := get_close_matches(rest, names, n=1, cutoff=0.8):
            yield f"{name} is not a setting of Steward: is {PREFIX}{meant[0]} meant?"


def _missing_for_teams(given: Mapping[str, str], app_type: AppType) -> list[str]:
    needed = ["APP_ID", "TENANT_ID"]
    if app_type is AppType.SINGLE_TENANT:
        needed.append("APP_PASSWORD")
    return [
        f"{PREFIX}{name} is missing. Without it anyone could speak to the bot. "
        "Set it, or run `steward serve --dev` on this machine only."
        for name in needed
        if not given[name]
    ]


def _one_of(kind: type[Choice], text: str, default: Choice, name: str, faults: list[str]) -> Choice:
    if not text:
        return default
    try:
        return kind(text)
    except ValueError:
        faults.append(f"{PREFIX}{name} must be {' or '.join(kind)}.")
        return default


def _bad_address(url: str) -> list[str]:
    if url.startswith("sqlite:///"):
        return []
    if not url.startswith(("postgresql://", "postgres://")):
        return ["STEWARD_DATABASE_URL must be sqlite:///path or postgresql://…."]
    try:
        postgres_url(url)
    except BadAddress as fault:
        return [str(fault)]
    return []


def _admin_port(text: str, port: int, faults: list[str]) -> int:
    """Where none is set a thousand above the public one, so that replicas find room."""
    default = port + 1000 if port + 1000 <= 65535 else port - 1000
    admin_port = _whole_number(text, default, 0, 65535, "ADMIN_PORT", faults)
    if admin_port == port:
        faults.append("STEWARD_ADMIN_PORT must differ from STEWARD_PORT, which Teams reaches.")
    return admin_port


def _triggers(text: str, faults: list[str]) -> tuple[Deterioration, ...]:
    try:
        return read_triggers(text.split(";"))
    except ValueError:
        faults.append(f"{PREFIX}TRIGGERS must be one or more of {';'.join(Deterioration)}.")
        return ()


def _month(text: str, default: periods.Period, faults: list[str]) -> periods.Period:
    """The month of the framework's last review."""
    try:
        found = periods.Period.parse(text) if text else default
    except periods.NotAPeriod:
        found = None
    if found is None or found.frequency is not periods.Frequency.MONTHLY:
        faults.append("STEWARD_FRAMEWORK_REVIEWED must be a month such as 2025-09.")
        return default
    return found


def _whole_number(
    text: str, default: int, low: int, high: int, name: str, faults: list[str]
) -> int:
    if not text:
        return default
    if text.isdecimal() and low <= int(text) <= high:
        return int(text)
    faults.append(f"{PREFIX}{name} must be a whole number from {low} to {high}.")
    return default
