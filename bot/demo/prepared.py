"""The sample council with its half-year past: played once, then kept in the user's cache."""

import contextlib
import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path

import cards
import cycle
import features
import papers
import scheduler
import storage
from bot.demo import council, fetch, story
from bot.demo.chats import Chats, Message
from bot.demo.day import DemoClock, morning_of
from bot.demo.filling import fill_later_table, fill_plans, fill_register, meet_everyone
from bot.demo.past import Past, Recorder
from bot.demo.running import SampleSteward
from bot.settings import Settings
from storage import schema

NOWHERE = "http://127.0.0.1:9"  # Steward's way to the page is known only once the page is there
DATABASE, CHATS = "council.sqlite", "chats.json"
FLOORS = (cards, cycle, features, papers, scheduler, storage)

Say = Callable[[str], None]


async def prepared(folder: Path, say: Say) -> tuple[Path, Chats]:
    """The database as it is when the demo opens, and what the chats show.

    They come from the user's cache where this very Steward has played the past before.
    """
    cached = fetch.cache_folder() / f"council-{_fingerprint()}"
    with contextlib.suppress(OSError, ValueError, KeyError):
        return cached / DATABASE, _read(cached / CHATS)
    made = folder / "council"
    made.mkdir(exist_ok=True)
    chats = await _play(made / DATABASE, say)
    written = json.dumps([asdict(one) for one in chats.messages], ensure_ascii=False)
    (made / CHATS).write_text(written, encoding="utf-8")
    with contextlib.suppress(OSError):  # then the next demo plays it again
        _keep(made, cached)
    return made / DATABASE, chats


async def _play(saved: Path, say: Say) -> Chats:
    chats, clock = Chats(), _clock()
    settings = Settings(dev=True, council_name=council.NAME, database_url="sqlite://")
    steward = SampleSteward(settings, clock, Recorder(chats))
    months: list[str] = []

    def tell(day: date) -> None:
        if f"{day:%B}" not in months:
            months.append(f"{day:%B}")
            say(f"  {day:%B %Y}…")

    schema.migrate(steward.database)
    steward.database.run(lambda session: fill_register(session, clock()))
    steward.database.run(lambda session: fill_later_table(session, "risks", clock()))
    steward.database.run(lambda session: fill_plans(session, clock()))
    steward.database.run(lambda session: meet_everyone(session, NOWHERE))
    await steward.spend(story.STARTS)
    await story.play(Past(steward, chats, NOWHERE), tell)
    steward.database.copy_to(saved)
    await steward.stop()
    return chats


def _clock() -> DemoClock:
    """It stands still between the moments to which the story moves it."""
    return DemoClock(morning_of(story.STARTS), lambda: council.OPENS_AT)


def _read(path: Path) -> Chats:
    messages = [Message(**one) for one in json.loads(path.read_text("utf-8"))]
    return Chats(messages, max(int(one.id.removeprefix("m")) for one in messages))


def _keep(made: Path, cached: Path) -> None:
    """Only the newest is kept."""
    cached.parent.mkdir(parents=True, exist_ok=True)
    for old in cached.parent.glob("council-*"):
        shutil.rmtree(old, ignore_errors=True)
    partial = cached.with_name(f".{cached.name}")
    shutil.rmtree(partial, ignore_errors=True)
    shutil.copytree(made, partial)
    partial.rename(cached)


def _fingerprint() -> str:
    """Of every file of Steward's that the past goes through."""
    whole = hashlib.sha256()
    folders = [Path(floor.__path__[0]) for floor in FLOORS] + [Path(__file__).parents[1]]
    for folder in folders:
        for path in sorted((*folder.rglob("*.py"), *folder.rglob("*.csv"))):
            whole.update(path.read_bytes())
    return whole.hexdigest()[:16]
