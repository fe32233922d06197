"""The files of a paper go to whoever asks, in their personal chat, with their consent."""

from datetime import datetime

from cards import file_cards, paper_cards, replies
from cards.elements import Card
from cards.form_state import FormState
from cycle.council import Council
from cycle.monitor.paper.editions import PaperState
from features import form_inputs
from features.papers.edition_card import on_card, paper_name, show_edition
from features.turn import Answer, CardExpired, Visit
from storage import audit, card_refs, deliveries, owed, paper_uploads, papers
from storage.card_refs import About, CardRef
from storage.database import Session
from storage.deliveries import Delivery
from storage.paper_uploads import UploadState
from storage.papers import Edition
from storage.places import Place

LONGEST_URL = 4_000  # characters; our choice


def hand_over(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Get the files*: each is offered in the personal chat; a draft's are had by command."""
    edition = papers.edition(session, int(ref.words[0]))
    if edition is None:
        raise CardExpired
    if edition.state is PaperState.DRAFT:
        return Answer(card=_by_command(session, edition))
    found = papers.files(session, edition.id)
    if not found:
        note = "Its files are being written; ask again in a minute."
        return Answer(card=show_edition(session, visit, edition, FormState(notes=[note])))
    for file in found:
        own = paper_uploads.offer(session, edition.id, file.name, visit.person.id, visit.now)
        owed.to_person(
            session,
            visit.person.id,
            deliveries.NewDelivery(
                key=f"{owed.PAPER_FILE}:{own}",
                kind=owed.PAPER_FILE,
                subject=str(own),
                now=visit.now,
            ),
        )
    audit.write(session, visit.actor, visit.now, "files of a paper offered", paper_name(edition))
    note = (
        f"{len(found)} files are coming to your own chat with Steward. Press Accept there, and "
        "each is put into your OneDrive."
    )
    return Answer(card=show_edition(session, visit, edition, FormState(notes=[note])))


def paint_offer(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """Teams' own card that asks for consent; None once it has been answered."""
    upload = paper_uploads.find(session, int(delivery.subject))
    if upload is None or upload.state is not UploadState.OFFERED:
        return None
    edition = papers.edition(session, upload.paper)
    sizes = {file.name: file.size for file in papers.files(session, upload.paper)}
    if edition is None or upload.name not in sizes:
        return None
    ref = card_refs.save_card_ref(
        session,
        person=upload.person,
        conversation_id=place.conversation_id,
        about=About.PAPER_FILE,
        now=now,
        words=[str(upload.id)],
    )
    return file_cards.consent(upload.name, paper_name(edition), sizes[upload.name], ref)


def accept(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Accept*: where Teams wants the file is kept; the upload itself comes after the turn."""
    upload = paper_uploads.find(session, int(ref.words[0]))
    told = {
        name: form_inputs.words(visit, name)
        for name in ("upload_url", "content_url", "unique_id", "file_type")
    }
    is_sound = told["upload_url"] and all(len(each) <= LONGEST_URL for each in told.values())
    if upload is None or upload.person != visit.person.id or not is_sound:
        raise CardExpired
    if upload.state is UploadState.OFFERED:
        paper_uploads.move(session, upload, UploadState.ACCEPTED, **told)
    return Answer(card=replies.refusal("Accepted", "The file is being put there.", upload.name))


def decline(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Decline*: nothing is uploaded."""
    upload = paper_uploads.find(session, int(ref.words[0]))
    if upload is None or upload.person != visit.person.id:
        raise CardExpired
    if upload.state is UploadState.OFFERED:
        paper_uploads.move(session, upload, UploadState.DECLINED)
    return Answer(card=replies.refusal("Declined", "Nothing was put anywhere.", upload.name))


def paint_result(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The file as Teams shows it; or that it could not be put there, and what to do."""
    upload = paper_uploads.find(session, int(delivery.subject))
    if upload is None:
        return None
    if upload.state is UploadState.DONE:
        return file_cards.info(upload.name, upload.content_url, upload.unique_id, upload.file_type)
    words = "It could not be put into your OneDrive. Press “Get the files” on the paper once more."
    return replies.refusal("The file is not there", words, upload.name)


def _by_command(session: Session, edition: Edition) -> Card:
    bodies = {"Cabinet": "", "Overview and Scrutiny": " --body scrutiny"}
    body = bodies.get(edition.body.value, "")
    command = f'steward paper {edition.kind} "{edition.period}" --to papers{body} --draft'
    return paper_cards.files_by_command(on_card(session, edition), command)
