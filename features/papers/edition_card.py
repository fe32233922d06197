"""The card of one edition of a paper, as it stands for whoever looks at it."""

from collections.abc import Sequence

from cards import paper_cards
from cards.elements import ButtonRef, Card
from cards.form_state import UNTOUCHED, FormState
from cards.paper_cards import PaperOnCard
from cycle.monitor.paper import as_text
from cycle.monitor.paper.blocks import BulletList, Paper
from cycle.monitor.paper.editions import PaperState
from cycle.monitor.paper.kinds import NAMES
from cycle.monitor.paper.sentences import kinds_word, summary
from cycle.people import Role
from features.concerns import show
from features.papers.prepare import Prepared, prepare_edition
from features.turn import Visit
from storage import papers, people
from storage.card_refs import About
from storage.database import Session
from storage.papers import Edition


def on_card(session: Session, edition: Edition) -> PaperOnCard:
    """The edition as cards show it, with names for ids."""
    ids = {own for own in (edition.frozen_by, edition.published_by) if own}
    names = people.names(session, ids)
    frozen, published = edition.frozen_by or 0, edition.published_by or 0
    return PaperOnCard(
        name=paper_name(edition),
        body=edition.body.value,
        state=edition.state,
        edition=edition.edition,
        meeting=edition.meeting,
        frozen=paper_cards.who_and_when(names.get(frozen, ""), edition.frozen_at),
        published=paper_cards.who_and_when(names.get(published, ""), edition.published_at),
        reason=edition.reason,
    )


def paper_name(edition: Edition) -> str:
    """`Quarterly report, Q2 2026/27 (Jul–Sep 2026)`."""
    name = NAMES[edition.kind]
    return f"{name[:1].upper()}{name[1:]}, {edition.period.words}"


def show_edition(
    session: Session,
    visit: Visit,
    edition: Edition,
    state: FormState = UNTOUCHED,
) -> Card:
    """Its card: with buttons for the performance team, and without for everybody else."""
    ask = _ref(session, visit, edition)
    if edition.state is PaperState.DRAFT:
        prepared = prepare_edition(session, edition, visit.now, visit.council, rows_only=True)
        return draft_card(session, prepared, ask, [*state.notes, *state.faults])
    return paper_cards.given_out(
        on_card(session, edition),
        first_words(session, edition),
        [(file.name, file.sha256) for file in papers.files(session, edition.id)],
        ask,
        changed_since(session, edition),
        state,
    )


def draft_card(
    session: Session, prepared: Prepared, ask: ButtonRef | None, notes: Sequence[str] = ()
) -> Card:
    facts = prepared.facts
    sentences = summary(facts.indicators, facts.period, kinds_word(facts.indicators))
    gaps = prepared.gaps
    return paper_cards.draft(
        on_card(session, prepared.edition),
        sentences,
        gaps.sentences,
        ask,
        notes=notes,
        may_ask=bool(gaps.figures or gaps.commentary or gaps.actions),
    )


def frozen_paper(session: Session, edition: Edition) -> Paper:
    """What was frozen, as its tree."""
    return as_text.from_text(papers.tree(session, edition.id))


def first_words(session: Session, edition: Edition) -> list[str]:
    """The sentences of the frozen first page that were made from the rows."""
    sections = frozen_paper(session, edition).front
    blocks = (block for section in sections for block in section.blocks)
    return next((list(block.items) for block in blocks if isinstance(block, BulletList)), [])


def changed_since(session: Session, edition: Edition) -> list[str]:
    """What this edition says otherwise than the one frozen before it."""
    if edition.frozen_at is None:
        return []
    before = papers.last_given_out(session, edition.kind, edition.body, edition.frozen_at)
    if before is None or before.period != edition.period:
        return _moved_since(session, before, edition) if before else []
    return _otherwise(session, before, edition)


def _otherwise(session: Session, before: Edition, edition: Edition) -> list[str]:
    """Between two editions about the same period: every figure that is another."""
    old = {line.indicator: line for line in papers.lines(session, before.id)}
    return [
        f"{line.ref}: {line.band}, was {old[line.indicator].band}"
        if line.band != old[line.indicator].band
        else f"{line.ref}: the figure was restated, {line.band} as before"
        for line in papers.lines(session, edition.id)
        if line.indicator in old and line.value != old[line.indicator].value
    ]


def _moved_since(session: Session, before: Edition, edition: Edition) -> list[str]:
    """Against the report of an earlier period: every colour that is another."""
    old = {line.indicator: line for line in papers.lines(session, before.id)}
    return [
        f"{line.ref}: {line.band}, was {old[line.indicator].band}"
        for line in papers.lines(session, edition.id)
        if line.indicator in old and line.band != old[line.indicator].band
    ]


def _ref(session: Session, visit: Visit, edition: Edition) -> ButtonRef | None:
    if not edition.id or not visit.person.is_a(Role.PERFORMANCE):
        return None
    here = visit.turn.place.conversation_id
    kept = show.ref_for_everybody(session, About.PAPER, here, visit.now, edition.id)
    return ButtonRef(kept, edition.version)
