"""A council walked through its year day by day, and an independent model that it is held to."""
