"""`steward paper`: writes a paper as files, lists the papers kept, checks a PDF."""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from bot import settings
from bot.app import council_of
from cycle.council import Council
from cycle.monitor.paper import as_text
from cycle.monitor.paper.blocks import Paper
from cycle.monitor.paper.editions import PaperRefused, PaperState
from cycle.monitor.paper.kinds import WRITERS
from cycle.monitor.paper.missing import PaperGaps
from cycle.monitor.paper.views import Body, PaperKind
from cycle.periods import LONDON, NotAPeriod, Period, day_words, parse_day
from features.papers import prepare
from features.papers.prepare import PaperOrder
from storage import papers
from storage.database import Database, Session

BODIES = {
    "cabinet": Body.CABINET,
    "scrutiny": Body.SCRUTINY,
    "board": Body.BOARD,
    "cmt": Body.CMT,
    "public": Body.PUBLIC,
}
ALL_FORMATS = ("pdf", "docx", "html", "xlsx")

Opened = Callable[[settings.Settings], Database]
Now = Callable[[], datetime]


def add_paper_parser(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", opened: Opened, now: Now
) -> None:
    """`opened` opens the database, or refuses it with a sentence; `now` is the clock."""
    parser = commands.add_parser("paper", help="write a paper as files; list or check papers")
    kinds = parser.add_subparsers(required=True, metavar="KIND")
    for kind in WRITERS:
        one = kinds.add_parser(kind.value, help=_HELP[kind])
        one.add_argument("period", type=_period, metavar="PERIOD")
        one.add_argument("--to", type=Path, required=True, metavar="DIR")
        one.add_argument("--body", choices=BODIES, default=None, help="for whom it is written")
        one.add_argument("--formats", type=_formats, default=ALL_FORMATS, metavar="pdf,docx,…")
        one.add_argument("--meeting", type=_day, default=None, metavar="DATE")
        one.add_argument("--draft", action="store_true", help="even if something is missing")
        one.add_argument(
            "--at", type=parse_instant, default=None, metavar="ISO-TIME", help="as of then"
        )
        one.set_defaults(command=_write, kind=kind, opened=opened, now=now)
    one = kinds.add_parser("list", help="say which papers are kept")
    one.set_defaults(command=_list, opened=opened)
    one = kinds.add_parser("check", help="say what keeps people from reading a PDF")
    one.add_argument("file", type=Path)
    one.set_defaults(command=_check)


_HELP = {
    PaperKind.QUARTERLY: "the report to Cabinet or scrutiny: 2026/27 Q2",
    PaperKind.BOARD: "the Performance Board's pack: 2026-09",
    PaperKind.CMT: "the page for the Corporate Management Team: 2026-09",
    PaperKind.YEAR: "the year for residents: 2025/26",
    PaperKind.KPI_SET: "the set of KPIs to be agreed: 2027/28",
    PaperKind.RETURNS: "the returns to government of a quarter: 2026/27 Q2",
    PaperKind.SERVICE_PLAN: "the results of the service plans: 2025/26",
}


def _write(given: argparse.Namespace) -> int:
    from papers.formats import built, write_files
    from papers.style import PaperStyle

    read = settings.read(os.environ)
    council = council_of(read)
    now = given.at or given.now()
    body = BODIES[given.body] if given.body else None
    order = PaperOrder(kind=given.kind, period=given.period, body=body, meeting=given.meeting)
    database = given.opened(read)
    try:
        paper, edition, lacking, files = database.run(
            lambda session: _found(session, order, now, council, is_draft=given.draft)
        )
    finally:
        database.close()
    if lacking.commentary and not given.draft:
        told = [*lacking.sentences, "With --draft it is written all the same, and says so."]
        raise PaperRefused("\n".join(told))
    name = prepare.file_name(edition)
    if not files:
        print(f"Writing {', '.join(given.formats)} …", file=sys.stderr)
        template = Path(council.papers.template) if council.papers.template else None
        style = PaperStyle(
            made_at=edition.frozen_at or now, colour=council.papers.colour, template=template
        )
        files = built(paper, style, name, given.formats)
    wanted = {each: content for each, content in files.items() if _ending(each) in given.formats}
    for path in write_files(given.to, wanted):
        print(path)
    for line in lacking.sentences:
        print(line, file=sys.stderr)
    return 0


def _found(
    session: Session, order: PaperOrder, now: datetime, council: Council, *, is_draft: bool
) -> tuple[Paper, papers.Edition, PaperGaps, dict[str, bytes]]:
    """The newest frozen edition with its files, unless a draft is wanted; else the paper of now."""
    there = prepare.newest(session, order)
    if there and not is_draft and there.state in (PaperState.FROZEN, PaperState.PUBLISHED):
        files = {
            file.name: papers.content(session, there.id, file.name) or b""
            for file in papers.files(session, there.id)
        }
        return as_text.from_text(papers.tree(session, there.id)), there, PaperGaps(), files
    prepared = prepare.prepare(session, order, now, council)
    return prepared.paper(is_draft=is_draft), prepared.edition, prepared.gaps, {}


def _list(given: argparse.Namespace) -> int:
    database = given.opened(settings.read(os.environ))
    kept = database.run(papers.everything)
    database.close()
    for one in kept:
        meeting = f", meeting of {day_words(one.meeting)}" if one.meeting else ""
        print(f"{one.kind} {one.period}, {one.body}, edition {one.edition}: {one.state}{meeting}")
    if not kept:
        print("No paper has been started yet.")
    return 0


def _check(given: argparse.Namespace) -> int:
    from papers.pdf_check import check_pdf

    faults = check_pdf(given.file)
    for fault in faults:
        print(fault)
    if not faults:
        print(f"{given.file.name}: title, language, tags, headings and alternatives are there.")
    return 1 if faults else 0


def _ending(name: str) -> str:
    return name.rpartition(".")[2]


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except NotAPeriod as error:
        raise argparse.ArgumentTypeError(str(NotAPeriod.__doc__)) from error


def _formats(text: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(each.strip().lower() for each in text.split(",") if each.strip()))
    if not wanted or not set(wanted) <= set(ALL_FORMATS):
        raise argparse.ArgumentTypeError(f"name one or more of {','.join(ALL_FORMATS)}")
    return wanted


def _day(text: str) -> date:
    if (day := parse_day(text)) is None:
        raise argparse.ArgumentTypeError("write the day as 2026-11-18 or 18 November 2026")
    return day


def parse_instant(text: str) -> datetime:
    """An ISO date and time; without an offset it is London's."""
    instant = datetime.fromisoformat(text)
    return instant if instant.tzinfo else instant.replace(tzinfo=LONDON)
