"""What Steward does by the clock: sweeps that may be missed, repeated, or run side by side."""
