"""The framework's rules, as plain functions of plain values: Plan, Review, Improve, Monitor."""
