"""`python -m benchmarks`: measure, print the tables; with --write keep them in the docs.

`--only reminders` and its like measure a part alone.
"""

import argparse
import asyncio
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import bots, report
from benchmarks.run import FULL, PARTS, QUICK, WITH_PEERS, Run

PAGE = bots.HOUSE / "docs" / "performance.md"
LONG = 100_000  # turns, for the growth of memory


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--full", action="store_true", help="longer rounds, larger registers")
    parser.add_argument("--long", action="store_true", help="memory over 100,000 turns too")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    parser.add_argument("--only", nargs="+", choices=PARTS, help="measure these parts alone")
    given = parser.parse_args()
    if given.write and given.only:
        parser.error("--write keeps a whole run; leave out --only")
    parts = given.only or PARTS
    size = FULL if given.full else QUICK
    if given.long:
        size = replace(size, turns=LONG)

    if WITH_PEERS.intersection(parts):
        bots.prepare()
    with tempfile.TemporaryDirectory(prefix="steward-benchmark-") as folder:
        results = asyncio.run(Run(size, Path(folder)).measured(parts))
    if given.only:
        print(report.parts(results))
        return
    page = report.table(results, size, datetime.now(UTC).date())
    print(page)
    if given.write:
        PAGE.write_text(page)


if __name__ == "__main__":
    main()
