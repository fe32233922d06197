"""The sample council's year beside the story: progress of plans, the money, a report published."""

from bot.demo.filling import certify_returns, fill_later_table
from bot.demo.past import Past
from bot.demo.progress import tell_progress

DANA = "Dana Osei"


async def progress_told(past: Past) -> None:
    steward = past.steward
    steward.database.run(lambda session: tell_progress(session, steward.clock()))


async def money_and_audits_arrive(past: Past) -> None:
    steward = past.steward
    steward.database.run(lambda session: fill_later_table(session, "finance", steward.clock()))
    steward.database.run(lambda session: fill_later_table(session, "audit_plan", steward.clock()))


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
