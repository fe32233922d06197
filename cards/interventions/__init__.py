"""The cards of an intervention, from the board's request to its outcome."""
