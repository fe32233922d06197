"""What happened in Wealdbrook from April to October 2026, before the demo opens.

Answering calls became slow and was put right: a success. Minor planning applications slipped; the
intervention works and waits to be closed. New benefit claims take longer and longer; the
intervention does not work, and Overview and Scrutiny calls the manager in.
"""

from collections.abc import Awaitable, Callable
from datetime import date

from bot.demo import council, year
from bot.demo.filling import fill_later_table
from bot.demo.past import Past

BOARD = council.BOARD_CHANNEL
CHRIS, DANA, SAM = "Chris Bell", "Dana Osei", "Sam Lowe"
STARTS, OPENS = date(2026, 4, 1), council.OPENS_AT.date()

Progress = Callable[[date], None]
Step = Callable[[Past], Awaitable[None]]


async def play(past: Past, progress: Progress) -> None:
    """From April to the morning on which the demo opens."""
    await past.say(DANA, "post board alerts here", BOARD)
    for day, step in STEPS:
        await past.until(day, progress)
        await step(past)
    await past.until(OPENS, progress)


async def _ask(past: Past, ref: str, words: str) -> None:
    form = await past.press(CHRIS, past.newest(BOARD, "Exception", ref), "Ask for an intervention")
    await past.press(CHRIS, form, "Ask for it", words=words)


async def _propose(past: Past, ref: str, **proposal: str) -> None:
    chat = council.named(SAM).chat
    asked = past.newest(chat, "asks for an intervention", ref)
    form = await past.press(SAM, asked, "Propose the intervention")
    await past.press(SAM, form, "Send to the board", **proposal)


async def _agree(past: Past, ref: str) -> None:
    await past.press(CHRIS, past.newest(BOARD, ref, "To be decided by"), "Agree")


async def _reach(past: Past, ref: str, milestone: str, button: str, words: str) -> None:
    chat = council.named(SAM).chat
    seen = await past.press(SAM, past.newest(chat, ref, milestone), button)
    await past.press(SAM, seen, "Tell progress", words=words)


async def _answer(past: Past, ref: str, button: str, **typed: str) -> None:
    form = await past.press(CHRIS, past.newest(BOARD, "Exception", ref), button)
    await past.press(CHRIS, form, button, **typed)


async def calls_asked(past: Past) -> None:
    await _ask(
        past, "CUS-01", "Callers waited more than five minutes in March. Back below four, please."
    )


async def calls_proposed(past: Past) -> None:
    await _propose(
        past,
        "CUS-01",
        cause="Council tax bills bring 3,000 more calls in March, and two posts were empty.",
        action="Fill both posts; move two officers from reception for the weeks after billing.",
        starts="2026-04-20",
        milestone_1="Both posts filled",
        milestone_1_due="2026-05-08",
        effect_by="2026-05-31",
    )


async def calls_agreed(past: Past) -> None:
    await _agree(past, "CUS-01")


async def calls_reached(past: Past) -> None:
    await _reach(past, "CUS-01", "Both posts filled", "Milestone 1 done", "Both started on 1 May.")


async def _tell(past: Past, ref: str, words: str) -> None:
    mine = past.newest(council.named(SAM).chat, ref, "word on progress")
    await past.press(SAM, mine, "Tell progress", words=words)


async def calls_told(past: Past) -> None:
    await _tell(past, "CUS-01", "Waits are below four minutes since May.")


async def calls_closed(past: Past) -> None:
    await past.press(CHRIS, past.newest(BOARD, "CUS-01", "celebrate?"), "Close and celebrate")


async def calls_learnt(past: Past) -> None:
    mine = past.newest(council.named(SAM).chat, "★ Success", "CUS-01")
    await past.press(
        SAM, mine, "Share what was learnt", words="Plan the billing weeks in January, not in March."
    )


async def planning_asked(past: Past) -> None:
    await _ask(past, "PLN-02", "One late case a month costs us the target. What would stop that?")


async def planning_proposed(past: Past) -> None:
    await _propose(
        past,
        "PLN-02",
        cause="Cases wait for one consultee and are noticed on their last day.",
        action="A list of cases in week six goes to the team leader each Monday.",
        starts="2026-07-01",
        milestone_1="The Monday list is in use",
        milestone_1_due="2026-07-17",
        milestone_2="Agreement with the consultee",
        milestone_2_due="2026-08-28",
        effect_by="2026-08-31",
    )


async def planning_agreed(past: Past) -> None:
    await _agree(past, "PLN-02")


async def planning_reached(past: Past) -> None:
    await _reach(
        past, "PLN-02", "Monday list", "Milestone 1 done", "Four cases were saved in July."
    )


async def planning_agreed_with_consultee(past: Past) -> None:
    await _reach(
        past,
        "PLN-02",
        "Agreement with the consultee",
        "Milestone 2 done",
        "They answer within three weeks from now on. No case was late in August.",
    )


async def planning_told(past: Past) -> None:
    await _tell(past, "PLN-02", "Two months without a late case.")


async def benefits_asked(past: Past) -> None:
    await _ask(past, "REV-03", "Claims take longer every month. What is needed to turn this round?")


async def benefits_proposed(past: Past) -> None:
    await _propose(
        past,
        "REV-03",
        cause="Two assessors left, and claims come in incomplete.",
        action="Recruit two assessors; ask for the missing papers on the day of the claim.",
        starts="2026-07-27",
        milestone_1="Two assessors appointed",
        milestone_1_due="2026-08-21",
        effect_by="2026-08-31",
    )


async def benefits_agreed(past: Past) -> None:
    await _agree(past, "REV-03")


async def benefits_reached(past: Past) -> None:
    await _reach(
        past,
        "REV-03",
        "Two assessors appointed",
        "Milestone 1 done",
        "Appointed; they start on 5 October and will need six weeks of training.",
    )


async def benefits_told(past: Past) -> None:
    await _tell(past, "REV-03", "The two assessors have begun. Old claims are worked off first.")


async def homes_accepted(past: Past) -> None:
    await _answer(
        past,
        "HOU-01",
        "Accept for now",
        words="Two sites complete in the second quarter. We look again with its figure.",
        until="2026-11-30",
    )


async def families_acknowledged(past: Past) -> None:
    await _answer(past, "HOU-04", "Acknowledge", words="The family moved on 12 September.")


async def called_in(past: Past) -> None:
    form = await past.say(DANA, "call in REV-03")
    await past.press(
        DANA,
        form,
        "Record and ask",
        who=CHRIS,
        meeting="2026-11-17",
        words="Why do new claims still take 24 days, and what will be different by Christmas?",
    )


async def ledger_reopened(past: Past) -> None:
    await past.say(
        DANA, "reopen FIN-03 2026-08 until 30 October 2026 because a late invoice was found"
    )
    await past.say(DANA, "note on HOU-05 2026-06: the hostel in Mill Lane closed for repairs")


async def audit_recommends(past: Past) -> None:
    steward = past.steward
    steward.database.run(
        lambda session: fill_later_table(session, "recommendations", steward.clock())
    )


STEPS: tuple[tuple[date, Step], ...] = (
    (date(2026, 4, 9), calls_asked),
    (date(2026, 4, 13), calls_proposed),
    (date(2026, 4, 15), calls_agreed),
    (date(2026, 5, 7), calls_reached),
    (date(2026, 6, 9), calls_told),
    (date(2026, 6, 11), planning_asked),
    (date(2026, 6, 16), planning_proposed),
    (date(2026, 6, 18), planning_agreed),
    (date(2026, 7, 8), year.progress_told),
    (date(2026, 7, 9), calls_closed),
    (date(2026, 7, 10), calls_learnt),
    (date(2026, 7, 14), benefits_asked),
    (date(2026, 7, 17), planning_reached),
    (date(2026, 7, 20), benefits_proposed),
    (date(2026, 7, 23), benefits_agreed),
    (date(2026, 7, 24), homes_accepted),
    (date(2026, 8, 11), year.progress_told),
    (date(2026, 8, 20), benefits_reached),
    (date(2026, 8, 27), planning_agreed_with_consultee),
    (date(2026, 9, 9), year.progress_told),
    (date(2026, 9, 10), year.report_published),
    (date(2026, 9, 15), families_acknowledged),
    (date(2026, 9, 24), ledger_reopened),
    (date(2026, 9, 28), planning_told),
    (date(2026, 10, 6), audit_recommends),
    (date(2026, 10, 8), year.progress_told),
    (date(2026, 10, 8), benefits_told),
    (date(2026, 10, 9), called_in),
    (date(2026, 10, 9), year.money_and_audits_arrive),
    (date(2026, 10, 9), year.others_publish),
    (date(2026, 10, 9), year.scrutiny_asks),
    (date(2026, 10, 9), year.report_begun),
    (date(2026, 10, 9), year.review_opened),
)
