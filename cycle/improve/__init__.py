"""IMPROVE: what the board answers to a concern, the intervention, its chasing, risks, call-in."""
