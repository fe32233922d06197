"""MONITOR, by the clock: look again at what a figure has changed."""
