"""Every button of Monitor by its verb, and what paints each of its cards once more."""

from collections.abc import Mapping
from functools import partial

from bot.improve.doors import Pressed, Render, on
from bot.monitor import celebrate
from cycle.council import Council
from storage.asks import About
from storage.improve import owed

PRESSES: Mapping[str, Pressed] = on(About.SUCCESS, {"learnt": celebrate.learnt})


def renderers(council: Council) -> dict[str, Render]:
    """By kind of delivery."""
    return {owed.SUCCESS: partial(celebrate.card, council=council)}
