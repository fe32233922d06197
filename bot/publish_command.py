"""`steward publish`: writes the open data of the public indicators as a folder for the site."""

import argparse
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot import settings
from bot.app import council_of
from bot.paper_command import parse_instant
from features.publication import count_withheld, publication_files
from papers.site import publish_files
from storage.database import Database, Session

Opened = Callable[[settings.Settings], Database]
Now = Callable[[], datetime]


def add_publish_parser(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", opened: Opened, now: Now
) -> None:
    """`opened` opens the database, or refuses it with a sentence; `now` is the clock."""
    parser = commands.add_parser(
        "publish", help="write the public indicators as a website's folder"
    )
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument(
        "--at", type=parse_instant, default=None, metavar="ISO-TIME", help="as of then"
    )
    parser.set_defaults(command=_publish, opened=opened, now=now)


def _publish(given: argparse.Namespace) -> int:
    read = settings.read(os.environ)
    council, now = council_of(read), given.at or given.now()

    def gathered(session: Session) -> tuple[dict[str, bytes], int]:
        return publication_files(session, now, council), count_withheld(session)

    database = given.opened(read)
    try:
        files, withheld = database.run(gathered)
    finally:
        database.close()
    gone = publish_files(given.folder, files)
    print(f"{len(files)} files are in {given.folder}; begin with index.html.")
    if gone:
        print(f"{len(gone)} of the last time are not published any more, and were removed.")
    if withheld:
        print(f"KPIs for officers only, and left out: {withheld}.")
    return 0
