"""REVIEW: figures and concerns, as kept."""
