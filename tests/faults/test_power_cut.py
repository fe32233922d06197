"""The power fails: every commit that was answered is on the disk, alone or sharing a sync."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.power import Power

pytestmark = pytest.mark.slow
ANSWERED = 200
WRITER = """
import asyncio, sys
from storage.database import Database
from storage.sqlite_engine import sqlite_engine
from sqlalchemy import text

database = Database(sys.argv[1])
add = text("INSERT INTO notices (name) VALUES (:name)")

def write(name):
    def work(session):
        session.connection().execute(add, {"name": name})
    return work

def answered(name):
    print(name, flush=True)

async def at_once(first):
    for number in range(first, first + 25):
        await database.at_once(write(f"turn {number}"))
        answered(f"turn {number}")

async def in_line(first):
    for number in range(first, first + 25):
        await asyncio.wrap_future(database.submit(write(f"sweep {number}")))
        answered(f"sweep {number}")

async def shared():
    await asyncio.gather(*[way(25 * n) for n in range(4) for way in (at_once, in_line)])

match sys.argv[2]:
    case "alone":
        for number in range(200):
            database.run(write(f"command {number}"))
            answered(f"command {number}")
    case "shared":
        asyncio.run(shared())
    case "never":
        engine = sqlite_engine(sys.argv[1], sync="NORMAL")
        for number in range(200):
            with database.transaction(engine) as session:
                write(f"lost {number}")(session)
            answered(f"lost {number}")
print("end", flush=True)
sys.stdin.readline()
"""


def names_after_a_power_cut(tmp_path: Path, way: str) -> tuple[list[str], set[str]]:
    """What was answered, and what is there once the power is back."""
    folder = tmp_path / "disk"
    folder.mkdir()
    power = Power(folder, tmp_path / "synced")
    url = f"sqlite:///{folder / 'steward.sqlite'}"
    made = [sys.executable, "-c", MAKER, url]
    subprocess.run(made, env=power.environment, cwd=Path.cwd(), check=True)
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, url, way],
        env=power.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    answered = []
    while (line := writer.stdout.readline().strip()) and line != "end":
        answered.append(line)
    writer.kill()
    writer.communicate()
    power.cut()
    database = sqlite3.connect(folder / "steward.sqlite")
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    found = {name for (name,) in database.execute("SELECT name FROM notices")}
    database.close()
    return answered, found


MAKER = """
import sys
from storage.database import Database
database = Database(sys.argv[1])
with database.engine.begin() as connection:
    connection.exec_driver_sql("CREATE TABLE notices (name TEXT)")
database.close()
"""


@pytest.mark.parametrize("way", ["alone", "shared"])
def test_after_a_power_cut_everything_that_was_answered_is_there(tmp_path: Path, way: str):
    answered, found = names_after_a_power_cut(tmp_path, way)
    assert len(answered) == ANSWERED
    assert set(answered) <= found


def test_the_simulated_power_cut_takes_what_was_never_synced(tmp_path: Path):
    answered, found = names_after_a_power_cut(tmp_path, "never")
    assert len(answered) == ANSWERED
    assert found == set()
