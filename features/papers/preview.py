"""*Preview*: the first page of a draft in the chat, as it would be printed now."""

from cards import paper_notices
from cards.elements import ButtonRef
from cycle.monitor.paper.editions import PaperState
from cycle.monitor.paper.exceptions import heading
from features.papers.edition_card import paper_name
from features.papers.prepare import prepare_edition
from features.turn import Answer, CardExpired, Visit
from storage import papers
from storage.card_refs import CardRef
from storage.database import Session


def show_preview(session: Session, visit: Visit, ref: CardRef) -> Answer:
    edition = papers.edition(session, int(ref.words[0]))
    if edition is None or edition.state is not PaperState.DRAFT:
        raise CardExpired
    prepared = prepare_edition(session, edition, visit.now, visit.council)
    paper = prepared.paper(is_draft=True)
    exceptions = [heading(view) for view in prepared.facts.exceptions]
    view = paper_notices.PaperPreview(
        name=paper_name(edition),
        front=paper.front,
        exceptions=exceptions,
        chapters=[section.title for section in paper.sections],
    )
    return Answer(card=paper_notices.preview(view, ButtonRef(ref.id, edition.version)))
