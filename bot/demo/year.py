"""The sample council's year beside the story: progress of plans, the money, a report published."""

from bot.demo.filling import certify_returns, fill_later_table
from bot.demo.past import Past
from bot.demo.progress import tell_progress
from bot.demo.yearly_review import YEAR, answer_half
from storage.database import Session

DANA = "Dana Osei"


async def progress_told(past: Past) -> None:
    steward = past.steward
    steward.database.run(lambda session: tell_progress(session, steward.clock()))


async def money_and_audits_arrive(past: Past) -> None:
    _arrive(past, "finance", "audit_plan")


async def others_publish(past: Past) -> None:
    """What fifteen invented neighbours published of the year before."""
    _arrive(past, "areas", "neighbours", "benchmarks")


async def report_published(past: Past) -> None:
    """The first quarter's report goes to Cabinet, with the words of the portfolio holder."""
    steward = past.steward
    steward.database.run(lambda session: certify_returns(session, steward.clock()))
    draft = await past.say(DANA, "quarterly report Q1")
    form = await past.press(DANA, draft, "Write the words")
    await past.press(
        DANA,
        form,
        "Save the words",
        words="A good spring for callers, and a hard one for families who wait for a home. "
        "Benefit claims are our first concern for the summer.",
    )
    await past.press(DANA, form, "Freeze")
    await past.press(DANA, form, "Publish")


async def scrutiny_asks(past: Past) -> None:
    await past.say(
        DANA,
        "question from scrutiny on REV-03: what will change by Christmas? for 17 November",
    )


async def report_begun(past: Past) -> None:
    await past.say(DANA, "quarterly report Q2")


def _arrive(past: Past, *tables: str) -> None:
    """Tables that come in from elsewhere, in this order."""
    steward = past.steward

    def take_in(session: Session) -> None:
        for name in tables:
            fill_later_table(session, name, steward.clock())

    steward.database.run(take_in)


async def review_opened(past: Past) -> None:
    """Next year's set is being reviewed: half of it is answered."""
    await past.say(DANA, f"review KPIs for {YEAR}")
    steward = past.steward
    steward.database.run(lambda session: answer_half(session, steward.clock()))
