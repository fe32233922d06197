"""IMPROVE, by the clock: chase what is owed, ask again what has lapsed, start what was agreed."""
