"""Exceptions: shown to the board, answered on their card, asked about again."""
