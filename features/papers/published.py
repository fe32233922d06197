"""The board's channel hears that a paper is out, and what has changed since the last."""

from datetime import datetime

from cards import paper_cards
from cards.elements import Card
from cycle.council import Council
from cycle.monitor.paper.editions import PORTFOLIO_HOLDER
from features.papers.edition_card import changed_since, first_words, on_card
from storage import papers
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The published paper, edited in place if it is withdrawn."""
    edition = papers.edition(session, int(delivery.subject))
    if edition is None or edition.published_at is None:
        return None
    words = papers.words(session, edition.id)
    holders = words[PORTFOLIO_HOLDER].words if PORTFOLIO_HOLDER in words else ""
    return paper_cards.published(
        on_card(session, edition),
        first_words(session, edition),
        holders,
        changed_since(session, edition),
    )
