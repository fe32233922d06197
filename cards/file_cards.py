"""Files in a personal chat: may we put it in your OneDrive, and here it is."""

from cards.elements import Card

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"


def consent(name: str, about: str, size: int, ref: str) -> Card:
    """Teams' own card with *Accept* and *Decline*; either sends back the opaque `ref`."""
    return Card(
        f"{about}: {name}",
        {
            "description": about,
            "sizeInBytes": size,
            "acceptContext": {"ask": ref},
            "declineContext": {"ask": ref},
        },
        content_type=CONSENT,
        name=name,
    )


def info(name: str, url: str, unique_id: str, file_type: str) -> Card:
    """The file as Teams shows one that it holds; pressing it opens it."""
    return Card(
        f"{name} is in your OneDrive.",
        {"uniqueId": unique_id, "fileType": file_type},
        content_type=INFO,
        name=name,
        content_url=url,
    )
