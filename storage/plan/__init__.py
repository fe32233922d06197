"""PLAN: the register and the people, as kept."""
