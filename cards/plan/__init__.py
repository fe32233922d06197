"""PLAN: what people see of the register."""
