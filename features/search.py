"""An indicator found from the compose box by a few letters, and its card to be posted."""

from collections.abc import Iterable

from cards import replies
from cards.elements import ButtonRef
from cards.status import StatusView, status_of_one
from cycle.plan import retirement
from cycle.plan.indicator import Indicator
from features.turn import Answer, SearchHit, Visit
from storage import people, records, register
from storage.database import Session

MOST = 8  # results of one search; our choice
NO_BUTTONS = ButtonRef("")  # the card is posted where nobody's buttons lead back to


def find_indicators(session: Session, visit: Visit) -> Answer:
    """Those whose reference, title, alias or service begins a word with each of the words typed."""
    words = visit.turn.text.lower().replace("-", " ").split()
    found = [one for one in register.all_indicators(session) if _is_meant(one, words)]
    hits = tuple(_hit(session, visit, one) for one in found[:MOST])
    return Answer(card=replies.refusal("Search", f"{len(found)} indicators"), hits=hits)


def _is_meant(indicator: Indicator, words: Iterable[str]) -> bool:
    named = " ".join((indicator.ref, indicator.title, indicator.service, *indicator.aliases))
    own = named.lower().replace("-", " ").split()
    return all(any(each.startswith(word) for each in own) for word in words)


def _hit(session: Session, visit: Visit, indicator: Indicator) -> SearchHit:
    """The indicator as it stands, without buttons: what is posted is for everybody there."""
    record = records.record(session, indicator)
    period = retirement.last_measured(indicator, visit.today)
    standing = record.stand(period, visit.today, visit.council)
    owner = people.person(session, indicator.owner) if indicator.owner else None
    view = StatusView(
        asked=f"{indicator.ref}, {period.words}",
        standing=standing,
        owner_name=owner.name if owner else "",
        retired=retirement.words(indicator, visit.today),
    )
    shown = status_of_one(view, NO_BUTTONS)
    return SearchHit(title=str(indicator), text=shown.summary, card=shown)
