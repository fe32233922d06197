"""*Ask to reopen* on a reminder: the performance team is asked to open what has closed."""

from cards import replies
from cards.figures import reopening
from cycle.review.entry import LONGEST_REASON
from cycle.review.outstanding import Outstanding
from features import button_refs, form_inputs
from features.figures import ask_to_reopen, task
from features.turn import Answer, Visit
from storage import outstanding
from storage.card_refs import About, CardRef
from storage.database import Session


def ask_which(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """The form of the one closed figure, or of which of several."""
    return form(session, visit, closed_lines(session, visit))


def form(
    session: Session,
    visit: Visit,
    lines: list[Outstanding],
    fault: str = "",
    *,
    again: bool = False,
) -> Answer:
    """The form for these closed figures; `again` where it comes back with what was typed."""
    if not lines:
        words = "None of your figures is closed to entry."
        return Answer(card=replies.refusal("Nothing to ask for", words), stay=True)
    if len(lines) == 1 and not again:
        one = task.of_line(session, lines[0])
        return ask_to_reopen.closed_card(session, visit, one)
    ref = button_refs.new_ref(session, visit, About.REMINDER)
    button_refs.mark_card_replaced(session, visit, ask_to_reopen.CLOSED, ref.id)
    typed = form_inputs.inputs(visit) if again else None
    faults = [fault] if fault else []
    return Answer(card=reopening.choose(lines, ref, faults=faults, typed=typed))


def send(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Ask to reopen* on that form: the performance team gets one press for each figure."""
    lines = closed_lines(session, visit)
    wanted = form_inputs.words(visit, reopening.WHICH).split(",")
    chosen = [line for line in lines if f"{line.indicator.ref} {line.period}" in wanted]
    reason = form_inputs.words(visit, reopening.REASON)
    if fault := _fault(chosen, reason):
        return form(session, visit, lines, fault, again=True)
    for line in chosen:
        ask_to_reopen.request(session, visit, line.indicator, line.period, reason)
    button_refs.mark_card_replaced(session, visit, ask_to_reopen.CLOSED, ask.id)
    return Answer(card=reopening.asked_for_some(chosen, reason))


def closed_lines(session: Session, visit: Visit) -> list[Outstanding]:
    """What the person owes and can no longer enter: their own, else what they stand in for."""
    lines = outstanding.of_person(session, visit.person.id, visit.today, visit.council)
    closed = [line for line in lines if line.is_locked]
    own = [line for line in closed if line.indicator.owner == visit.person.id]
    return own or closed


def _fault(chosen: list[Outstanding], reason: str) -> str:
    if not chosen:
        return "Choose at least one figure."
    if not reason:
        return "Say why they come now."
    if (over := len(reason) - LONGEST_REASON) > 0:
        return f"The reason is {over:,} characters too long: at most {LONGEST_REASON:,} are kept."
    return ""
