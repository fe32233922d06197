"""The register comes in from files: people, indicators, targets; and who in Teams they are."""

from features.feature import Feature
from features.register import identity_linked

FEATURE = Feature(cards={identity_linked.KIND: identity_linked.paint})
