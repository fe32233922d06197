"""MONITOR, as people see it: whether an intervention works, and what there is to celebrate."""
