"""Reminders of the figures that are due, one card per person and day."""
