"""PLAN, in chat and by file: the register and the people."""
