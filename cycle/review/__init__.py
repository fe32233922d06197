"""REVIEW: what is outstanding, what a figure says, and what the board must hear of."""
