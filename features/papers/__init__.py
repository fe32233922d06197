"""Papers for the board, Cabinet and scrutiny: gathered, frozen, published, and what members ask."""

from features.feature import Feature

FEATURE = Feature()
