"""Writes `docs/examples/`: the sample council's board pack, quarterly report and year.

Run `python -m benchmarks.paper_examples`. The same code gives the same bytes.
"""

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from bot import demo
from bot.app import council_of
from bot.demo import council as sample
from bot.demo.filling import certify_returns, fill_later_table, fill_plans
from bot.demo.progress import tell_progress
from bot.settings import Settings
from cycle.improve.answers import BoardAnswer
from cycle.improve.intervention import Intervention, Stage
from cycle.improve.proposal import Effect, Milestone, Proposal
from cycle.monitor.member_question import MemberQuestion, answered
from cycle.monitor.paper.views import Body, PaperKind
from cycle.people import Person
from cycle.periods import Period
from features.papers.prepare import PaperOrder, Prepared, file_name, prepare_edition, unkept
from papers.formats import built, write_files
from papers.style import PaperStyle
from storage import (
    concerns,
    interventions,
    member_questions,
    minutes,
    papers,
    people,
    register,
)
from storage.database import Database, Session

EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"
NOW = sample.OPENS_AT
WORDS = {
    "report of": "Executive Member for Customers and Performance",
    "portfolio holder": (
        "Most services are where we want them. New benefit claims are not: two assessors left in "
        "the summer, and people wait almost four days too long. We have brought in two agency "
        "assessors, and I expect to report the target met again in Q4.\n"
        "I thank the planning service, which now decides minor applications faster than ever."
    ),
    "author": "Performance Team, Wealdbrook District Council",
    "contact": "performance@wealdbrook.gov.uk",
    "implication:Financial": "Two agency assessors cost £38,000 to March, met from vacant posts.",
    "implication:Staffing": "Two permanent assessors are being recruited.",
}
OF_THE_YEAR = {
    "introduction": (
        "This was a year of steady services and rising need. We met thirteen of the seventeen "
        "targets that we set ourselves, and say here why we missed the others."
    ),
    "district": (
        "Wealdbrook has 92,000 residents in three towns and forty parishes. One in five is over "
        "65. We look after 1,240 council homes and empty 41,000 bins each week."
    ),
    "author": WORDS["author"],
    "contact": WORDS["contact"],
}
ORDERS = (
    (
        PaperOrder(
            kind=PaperKind.QUARTERLY,
            period=Period.parse("2026/27 Q2"),
            meeting=date(2026, 11, 18),
        ),
        ("pdf", "docx", "html", "xlsx"),
    ),
    (PaperOrder(kind=PaperKind.BOARD, period=Period.parse("2026-08")), ("pdf",)),
    (PaperOrder(kind=PaperKind.YEAR, period=Period.parse("2025/26")), ("pdf", "html")),
)


def furnish(session: Session) -> None:
    """An intervention on the Red indicator, and a question of members with its answer."""
    by = {one.name.partition(" ")[0]: one for one in people.everyone(session).values()}
    indicator = register.by_ref(session, "REV-03")
    assert indicator is not None
    concern = concerns.open_for(session, indicator.id)
    assert concern is not None
    asked = Intervention(
        what="Bring new claims back to 20 days.",
        owner=indicator.owner,
        propose_by=date(2026, 9, 25),
        asked_by=by["Chris"].id,
        asked_on=date(2026, 9, 14),
    )
    minutes.add(
        session,
        minutes.Minute(
            what=BoardAnswer.INTERVENTION_ASKED,
            by=by["Chris"].id,
            at=datetime(2026, 9, 14, 10, tzinfo=UTC),
            words="Bring new claims back to 20 days.",
            concern=concern.id,
        ),
    )
    kept = interventions.start(session, concern.id, indicator.id, asked, NOW)
    interventions.change(session, kept, _agreed(asked, indicator.id, by), NOW)
    question = MemberQuestion(
        body=Body.CABINET,
        meeting=date(2026, 9, 9),
        words="Why do new benefit claims take longer than a year ago?",
        indicator=indicator.id,
        owner=indicator.owner,
        asked_by=by["Dana"].id,
        asked_at=NOW,
    )
    own = member_questions.add(session, question)
    words = "Two of five assessors left in June. Two agency assessors began in October."
    read = replace(question, id=own)
    member_questions.change(session, read, answered(read, words, by["Sam"].id, NOW))


def fill_the_year(session: Session) -> None:
    """The plans with their progress, the returns, the risks, the money and the audits."""
    fill_plans(session, NOW)
    certify_returns(session, NOW)
    tell_progress(session, NOW)
    for name in ("risks", "finance", "audit_plan"):
        fill_later_table(session, name, NOW)


def _agreed(asked: Intervention, indicator: int, by: dict[str, Person]) -> Intervention:
    plan = Proposal(
        cause="Two of five assessors left in June, and their posts were filled late.",
        action="Two agency assessors clear the oldest claims; two permanent ones are recruited.",
        starts=date(2026, 10, 5),
        milestones=(
            Milestone(what="Agency assessors begin", due=date(2026, 10, 5), who=by["Sam"].id,
                      done_on=date(2026, 10, 5)),
            Milestone(what="No claim is older than 25 days", due=date(2026, 11, 27),
                      who=by["Sam"].id),
            Milestone(what="Permanent assessors begin", due=date(2027, 1, 11), who=by["Sam"].id),
        ),
        effect=Effect(
            indicator=indicator, start=Decimal("24.1"), target=Decimal(20), by=date(2027, 2, 28)
        ),
    )  # fmt: skip
    return replace(
        asked,
        stage=Stage.RUNNING,
        version=2,
        proposal=plan,
        proposed_by=by["Sam"].id,
        proposed_on=date(2026, 9, 21),
        agreed_by=by["Chris"].id,
        agreed_on=date(2026, 9, 28),
        started_on=date(2026, 10, 5),
    )


def _words(kind: PaperKind) -> dict[str, str]:
    match kind:
        case PaperKind.QUARTERLY:
            return WORDS
        case PaperKind.YEAR:
            return OF_THE_YEAR
        case _:
            return {"author": WORDS["author"], "contact": WORDS["contact"]}


def write(database: Database, order: PaperOrder, formats: Iterable[str], council_name: str) -> None:
    council = council_of(Settings(dev=True, council_name=council_name))

    def prepared(session: Session) -> Prepared:
        edition = papers.start(session, unkept(order, NOW, None))
        for place, words in _words(order.kind).items():
            written = papers.Written(words=words, by=None, by_name="", at=NOW)
            papers.write_words(session, edition.id, place, written)
        return prepare_edition(session, edition, NOW, council)

    paper = database.run(prepared).paper(is_draft=False)
    name = file_name(unkept(order, NOW, None))
    files = built(paper, PaperStyle(made_at=NOW), name, formats)
    for path in write_files(EXAMPLES, files):
        print(f"{path.name}: {path.stat().st_size:,} bytes")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            dev=True,
            council_name=sample.NAME,
            database_url=f"sqlite:///{Path(folder) / 'examples.sqlite'}",
        )
        database = demo.fresh(settings, Path(folder))
        database.run(furnish)
        database.run(fill_the_year)
        for order, formats in ORDERS:
            write(database, order, formats, sample.NAME)
        database.close()


if __name__ == "__main__":
    main()
