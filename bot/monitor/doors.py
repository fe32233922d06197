"""Every button of Monitor by its verb, and what paints each of its cards once more."""

from collections.abc import Mapping
from functools import partial

from bot.improve.doors import Pressed, Render, on
from bot.monitor import celebrate, digest
from cards.improve.digest import MORE
from cycle.council import Council
from storage.asks import About
from storage.improve import owed

PRESSES: Mapping[str, Pressed] = {
    **on(About.SUCCESS, {"learnt": celebrate.learnt}),
    **on(About.DIGEST, {**dict.fromkeys(MORE, digest.more), "digest_back": digest.back}),
}


def renderers(council: Council) -> dict[str, Render]:
    """By kind of delivery."""
    return {
        owed.SUCCESS: partial(celebrate.card, council=council),
        owed.DIGEST: partial(digest.card, council=council),
    }
