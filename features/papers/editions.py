"""A paper from the draft to its publication: shown, frozen, published, reopened, withdrawn."""

from collections.abc import Callable
from dataclasses import replace

from cards import paper_cards, replies
from cycle.monitor.paper import as_text, editions
from cycle.monitor.paper.editions import PORTFOLIO_HOLDER, PaperRefused, PaperState
from cycle.monitor.paper.kinds import NAMES
from cycle.monitor.paper.paper_questions import PaperList, PaperWanted, PublishPaper, WithdrawPaper
from cycle.people import Role
from features import form_inputs
from features.papers.edition_card import draft_card, on_card, paper_name, show_edition
from features.papers.gather import published_lines
from features.papers.prepare import PaperOrder, check_order, prepare, prepare_edition, unkept
from features.turn import Answer, CardExpired, Visit
from storage import audit, owed, papers
from storage.card_refs import CardRef
from storage.database import Session
from storage.papers import Edition

Step = Callable[[Session, Visit, Edition], Edition]


def show_paper(session: Session, visit: Visit, question: PaperWanted) -> Answer:
    """`quarterly report Q2`: the newest edition; the performance team's asking starts a draft."""
    order = PaperOrder(
        kind=question.kind, period=question.period, body=question.body, meeting=question.meeting
    )
    try:
        check_order(order, visit.now)
    except PaperRefused as refusal:
        return Answer(card=replies.refusal("No such paper yet", str(refusal)))
    there = papers.newest(session, order.kind, order.period, order.for_whom)
    if not visit.person.is_a(Role.PERFORMANCE):
        if there is not None:
            return Answer(card=show_edition(session, visit, there))
        prepared = prepare(session, order, visit.now, visit.council)
        return Answer(card=draft_card(session, prepared, None))
    if there is None or there.state is PaperState.WITHDRAWN:
        there = papers.start(session, _started(visit, order, there))
        audit.write(session, visit.actor, visit.now, "paper started", paper_name(there))
    elif order.meeting and there.meeting != order.meeting and there.state is PaperState.DRAFT:
        there = papers.change(session, there, replace(there, meeting=order.meeting))
    return Answer(card=show_edition(session, visit, there))


def show_list(session: Session, visit: Visit, question: PaperList) -> Answer:
    """`papers`: all of them, with what to type to see one."""
    rows = [
        (on_card(session, one), f"{NAMES[one.kind]} {one.period}")
        for one in papers.everything(session)
    ]
    return Answer(card=paper_cards.papers_list(rows))


def freeze(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Freeze*: what it says now is kept, line by line, whatever is restated later."""
    return _take_further(session, visit, ref, _freeze)


def publish(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Publish*: the board's channel is told."""
    return _take_further(session, visit, ref, _publish)


def reopen(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Reopen as the next edition*: a draft beside this one, which stays as it was given out."""
    return _take_further(session, visit, ref, _reopen)


def withdraw(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Withdraw*: the published card says so and why, wherever it stands."""
    return _take_further(session, visit, ref, _withdraw)


def show_again(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Back to the draft*."""
    edition = papers.edition(session, int(ref.words[0]))
    if edition is None:
        raise CardExpired
    return Answer(card=show_edition(session, visit, edition))


def publish_by_words(session: Session, visit: Visit, question: PublishPaper) -> Answer:
    """`publish quarterly report Q2`."""
    return _by_words(session, visit, question, _publish)


def withdraw_by_words(session: Session, visit: Visit, question: WithdrawPaper) -> Answer:
    """`withdraw quarterly report Q2 because …`."""

    def step(session: Session, visit: Visit, edition: Edition) -> Edition:
        return _withdrawn(session, visit, edition, question.reason)

    return _by_words(session, visit, question, step)


def _by_words(
    session: Session, visit: Visit, question: PublishPaper | WithdrawPaper, step: Step
) -> Answer:
    there = papers.newest(session, question.kind, question.period, question.body)
    if there is None:
        words = f"There is no {NAMES[question.kind]} for {question.period.words} yet."
        return Answer(card=replies.refusal("No such paper yet", words))
    return _take(session, visit, there, step)


def _take_further(session: Session, visit: Visit, ref: CardRef, step: Step) -> Answer:
    edition = papers.edition(session, int(ref.words[0]))
    if edition is None:
        raise CardExpired
    return _take(session, visit, edition, step)


def _take(session: Session, visit: Visit, edition: Edition, step: Step) -> Answer:
    """One step further, or the card as it stands with why that cannot be."""
    try:
        editions.check_team(visit.person)
    except PaperRefused as refusal:
        return Answer(card=replies.refusal("For the performance team", str(refusal)), stay=True)
    try:
        after = step(session, visit, edition)
    except PaperRefused as refusal:
        return Answer(
            card=show_edition(session, visit, edition, form_inputs.to_mend(visit, refusal))
        )
    return Answer(card=show_edition(session, visit, after))


def _freeze(session: Session, visit: Visit, edition: Edition) -> Edition:
    editions.check_freeze(edition.state)
    prepared = prepare_edition(session, edition, visit.now, visit.council)
    if prepared.gaps.commentary:
        wanted = ", ".join(view.indicator.ref for view in prepared.gaps.commentary)
        raise PaperRefused(
            f"Commentary is compulsory and missing for {wanted}. Ask for it, or write the words "
            "for that exception yourself."
        )
    after = replace(
        edition,
        state=PaperState.FROZEN,
        frozen_at=visit.now,
        frozen_by=visit.person.id,
    )
    frozen = papers.change(session, edition, after, as_text.to_text(prepared.paper(is_draft=False)))
    papers.save_lines(session, edition.id, published_lines(prepared.facts.indicators))
    _note(session, visit, frozen, "paper frozen")
    return frozen


def _publish(session: Session, visit: Visit, edition: Edition) -> Edition:
    has_words = PORTFOLIO_HOLDER in papers.words(session, edition.id)
    editions.check_publish(edition.kind, edition.state, has_words)
    after = replace(
        edition,
        state=PaperState.PUBLISHED,
        published_at=visit.now,
        published_by=visit.person.id,
    )
    published = papers.change(session, edition, after)
    owed.to_board(session, f"{owed.PAPER}:{edition.id}", owed.PAPER, str(edition.id), visit.now)
    _note(session, visit, published, "paper published")
    return published


def _reopen(session: Session, visit: Visit, edition: Edition) -> Edition:
    reason = form_inputs.words(visit, "reason")
    editions.check_reopen(edition.state, reason)
    newest = papers.newest(session, edition.kind, edition.period, edition.body)
    if newest is not None and newest.id != edition.id:
        raise PaperRefused(f"Edition {newest.edition} has been started already.")
    order = PaperOrder(
        kind=edition.kind, period=edition.period, body=edition.body, meeting=edition.meeting
    )
    draft = papers.start(session, replace(_started(visit, order, edition), reason=reason))
    for place, written in papers.words(session, edition.id).items():
        papers.write_words(session, draft.id, place, replace(written, at=visit.now))
    _note(session, visit, draft, "paper reopened", reason)
    return draft


def _withdraw(session: Session, visit: Visit, edition: Edition) -> Edition:
    return _withdrawn(session, visit, edition, form_inputs.words(visit, "reason"))


def _withdrawn(session: Session, visit: Visit, edition: Edition, reason: str) -> Edition:
    editions.check_withdraw(edition.state, reason)
    after = replace(edition, state=PaperState.WITHDRAWN, reason=reason)
    withdrawn = papers.change(session, edition, after)
    owed.changed(session, owed.PAPER, edition.id, visit.now)
    _note(session, visit, withdrawn, "paper withdrawn", reason)
    return withdrawn


def _started(visit: Visit, order: PaperOrder, before: Edition | None) -> Edition:
    return replace(unkept(order, visit.now, before), made_by=visit.person.id)


def _note(session: Session, visit: Visit, edition: Edition, change: str, reason: str = "") -> None:
    subject = f"{paper_name(edition)}, {edition.body}, edition {edition.edition}"
    audit.write(session, visit.actor, visit.now, change, subject, reason=reason)
