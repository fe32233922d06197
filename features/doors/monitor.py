"""Every button of Monitor by its verb, and what paints each of its cards once more."""

from collections.abc import Mapping
from functools import partial

from cards.digest import MORE
from cycle.council import Council
from features.digest import card as digest
from features.doors.improve import Pressed, Render, on
from features.successes import card as successes
from storage import owed
from storage.card_refs import About

PRESSES: Mapping[str, Pressed] = {
    **on(About.SUCCESS, {"learnt": successes.learnt}),
    **on(About.DIGEST, {**dict.fromkeys(MORE, digest.more), "digest_back": digest.back}),
}


def renderers(council: Council) -> dict[str, Render]:
    """By kind of delivery."""
    return {
        owed.SUCCESS: partial(successes.card, council=council),
        owed.DIGEST: partial(digest.card, council=council),
    }
