"""Outstanding figures as the choices of an input: what is read, and what is sent."""

from collections.abc import Sequence

from cycle.review.outstanding import Outstanding


def figure_choices(lines: Sequence[Outstanding], most: int) -> list[tuple[str, str]]:
    """At most so many: the indicator and period in words, and `HOU-01 2026-08` as it is sent."""
    return [
        (f"{line.indicator} · {line.period.short_words}", f"{line.indicator.ref} {line.period}")
        for line in lines[:most]
    ]
