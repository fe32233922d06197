"""MONITOR, in Teams: what works is closed and celebrated, what does not goes on."""
