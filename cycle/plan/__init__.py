"""PLAN: what the council measures, against what target, and when it is due."""
