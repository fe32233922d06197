"""Long answers in chat: the rows of one service, a page at a time, and who is named in them."""

from collections.abc import Collection, Iterable, Sequence

from cards import replies
from cards.elements import ButtonRef
from cycle.plan.indicator import Indicator, Kind
from cycle.questions.filter import Filter
from features import button_refs
from features.turn import Answer, Visit
from storage import people, register
from storage.card_refs import About
from storage.database import Session

BACK = "back"  # the verb of *Back to the list*
MOST_ROWS = 60  # that one card's buttons can open


def first_row(visit: Visit, rows: Collection[object], page: int) -> int:
    """The first row to show: the next page where *Show more* was pressed, else the top.

    After *Back to the list* it is the page that was left. `page` is how many rows one card shows.
    The card carries the first row that it showed as its version. A list that has become shorter is
    shown from its top.
    """
    press = visit.turn.press
    if press is None or press.verb not in ("more", BACK):
        return 0
    start = max(0, press.version) + (page if press.verb == "more" else 0)
    return start if start < len(rows) else 0


def question_ref(
    session: Session, visit: Visit, text: str, start: int = 0, rows: Sequence[str] = ()
) -> ButtonRef:
    """What a list's buttons carry: the question as it can be typed again, and the first row shown.

    `rows` are the questions that its rows and counts ask when they are tapped: the first by the
    verb `row_1`, and so on (see `row_verb`).
    """
    words = [" ".join(each.split()) for each in (text, *rows[:MOST_ROWS])]
    return button_refs.new_ref(session, visit, About.QUESTION, version=start, words=words)


def page_ref(
    session: Session, visit: Visit, text: str, start: int, refs: Sequence[str]
) -> ButtonRef:
    """What the buttons of a page carry of which each row opens its indicator: `refs`, in order."""
    return question_ref(session, visit, text, start, [f"status of {ref}" for ref in refs])


def chosen(session: Session, wanted: Filter) -> list[Indicator]:
    """The indicators that a question is about; a colour is never asked of Statistics."""
    is_coloured = bool({"Red", "Amber", "Green"} & set(wanted.bands))
    rated = (Kind.KPI, Kind.PI) if is_coloured else ()
    found = register.matching(
        session,
        services=wanted.services,
        priorities=wanted.priorities,
        kinds=(wanted.kind,) if wanted.kind else rated,
    )
    owners = people.named(session, wanted.owner) if wanted.owner else None
    return [
        one
        for one in found
        if (not wanted.refs or one.ref in wanted.refs)
        and one.service not in wanted.excepted
        and (not wanted.portfolios or one.portfolio_holder in wanted.portfolios)
        and (owners is None or one.owner in owners)
    ]


def chosen_by_id(session: Session, wanted: Filter) -> dict[int, Indicator]:
    return register.by_id(chosen(session, wanted))


def names(session: Session, ids: Iterable[int | None]) -> dict[int, str]:
    """The names of these people by id."""
    return people.names(session, {own for own in ids if own is not None})


def not_in_register(ref: str) -> Answer:
    """The answer where no indicator has this reference."""
    return Answer(card=replies.refusal("Not in the register", f"There is no {ref}."))
