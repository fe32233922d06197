"""Measured speed: Steward beside four other stacks, in one run, as ratios."""
