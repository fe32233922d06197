"""MONITOR: whether an intervention works, what follows, and what there is to celebrate."""
