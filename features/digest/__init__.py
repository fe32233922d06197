"""The board's monthly digest under its six duties."""

from cards.digest import MORE
from features.digest import card, monthly
from features.feature import Feature, Sweep
from storage import owed
from storage.card_refs import About

FEATURE = Feature(
    buttons={
        About.DIGEST: {**dict.fromkeys(MORE, card.show_more), "digest_back": card.show_first_page}
    },
    cards={owed.DIGEST: card.paint},
    sweeps=(Sweep("chase", "monthly digest", monthly.send_digest),),
)
