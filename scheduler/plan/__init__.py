"""PLAN, by the clock: the performance team hears what people noted about the register."""
