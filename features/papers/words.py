"""The words that people write for a paper: chosen by place, written, kept, printed."""

from cards import paper_cards, replies
from cards.elements import ButtonRef, Card
from cards.form_state import UNTOUCHED, FormState
from cycle.monitor.paper import editions
from cycle.monitor.paper.cover import COVER_PLACES, IMPLICATIONS
from cycle.monitor.paper.editions import PORTFOLIO_HOLDER, PaperRefused, PaperState
from cycle.monitor.paper.sentences import kinds_word, summary
from cycle.monitor.paper.views import PaperFacts, PaperKind
from cycle.monitor.paper.words_check import doubtful_words
from features import form_inputs
from features.papers.edition_card import on_card, paper_name, show_edition
from features.papers.prepare import prepare_edition
from features.turn import Answer, CardExpired, Visit
from storage import audit, papers
from storage.card_refs import CardRef
from storage.database import Session
from storage.papers import Edition, Written

_PLACES = {
    PORTFOLIO_HOLDER: "The portfolio holder’s words",
    "summary": "Summary, before the sentences made from the figures",
    "recommendation": "Recommendations, one to a line",
    "finance": "Finance",
    "purpose": "Purpose",
    "background": "Background",
    "reasons": "Reasons for the recommendations",
    "background papers": "Background papers",
}
_OF_THE_YEAR = {"introduction": "Welcome", "district": "Our district"}


def open_form(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Write the words*: the form, with what stands there or what the figures say."""
    edition = _draft(session, ref)
    if edition is None:
        raise CardExpired
    return Answer(card=_form(session, visit, edition, ref, _first_place(edition)))


def show_place(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Show what stands there*, of the place that was chosen."""
    edition = _draft(session, ref)
    if edition is None:
        raise CardExpired
    return Answer(card=_form(session, visit, edition, ref, form_inputs.words(visit, "place")))


def save_words(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Save the words*: kept with who wrote them; what stood there before is kept too."""
    edition = _draft(session, ref)
    if edition is None:
        raise CardExpired
    place, words = form_inputs.words(visit, "place"), form_inputs.words(visit)
    try:
        editions.check_team(visit.person)
    except PaperRefused as refusal:
        return Answer(card=replies.refusal("For the performance team", str(refusal)), stay=True)
    try:
        editions.check_words(words)
    except PaperRefused as fault:
        form = _form(session, visit, edition, ref, place, form_inputs.to_mend(visit, fault))
        return Answer(card=form)
    places = dict(_places(session, visit, edition))
    if place not in places:
        raise CardExpired
    written = Written(words=words, by=visit.person.id, by_name=visit.person.name, at=visit.now)
    papers.write_words(session, edition.id, place, written)
    subject = f"{paper_name(edition)}: {places[place]}"
    audit.write(session, visit.actor, visit.now, "words of a paper", subject, new=words)
    doubts = [
        f"Look again: {doubt}"
        for doubt in doubtful_words(words, _facts(session, visit, edition).indicators)
    ]
    notes = ["The words are kept.", *doubts]
    return Answer(card=show_edition(session, visit, edition, FormState(notes=notes)))


def _draft(session: Session, ref: CardRef) -> Edition | None:
    edition = papers.edition(session, int(ref.words[0]))
    return edition if edition and edition.state is PaperState.DRAFT else None


def _first_place(edition: Edition) -> str:
    return PORTFOLIO_HOLDER if edition.kind.is_public else "recommendation"


def _form(
    session: Session,
    visit: Visit,
    edition: Edition,
    ref: CardRef,
    place: str,
    state: FormState = UNTOUCHED,
) -> Card:
    places = _places(session, visit, edition)
    if place not in dict(places):
        place = _first_place(edition)
    words = state.typed.get("words")
    if words is None:
        written = papers.words(session, edition.id)
        words = (
            written[place].words if place in written else _suggested(session, visit, edition, place)
        )
    return paper_cards.words_form(
        on_card(session, edition),
        [(shown, sent) for sent, shown in places],
        place,
        words,
        ButtonRef(ref.id, edition.version),
        faults=state.faults,
    )


def _places(session: Session, visit: Visit, edition: Edition) -> list[tuple[str, str]]:
    """Every place that may have words, with what it is called."""
    facts = _facts(session, visit, edition)
    implications = facts.implications or IMPLICATIONS
    cover = {place: f"Cover: {place}" for place in COVER_PLACES}
    return [
        *_PLACES.items(),
        *(_OF_THE_YEAR.items() if edition.kind is PaperKind.YEAR else ()),
        *(
            (f"exception:{view.indicator.ref}", f"Exception {view.indicator.ref}")
            for view in facts.exceptions
        ),
        *((f"implication:{name}", f"Implication: {name}") for name in implications),
        *cover.items(),
    ]


def _suggested(session: Session, visit: Visit, edition: Edition, place: str) -> str:
    """What the figures say, to begin from, where the portfolio holder has not written yet."""
    if place != PORTFOLIO_HOLDER:
        return ""
    facts = _facts(session, visit, edition)
    return " ".join(summary(facts.indicators, facts.period, kinds_word(facts.indicators)))


def _facts(session: Session, visit: Visit, edition: Edition) -> PaperFacts:
    return prepare_edition(session, edition, visit.now, visit.council, rows_only=True).facts
