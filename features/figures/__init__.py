"""Figures: given on a card or by file, corrected, confirmed, missed."""
