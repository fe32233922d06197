"""Successes: told to the board and the service, with what was learnt."""
