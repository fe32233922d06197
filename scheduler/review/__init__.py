"""REVIEW, by the clock: remind owners of missing figures, tell the board of concerns."""
