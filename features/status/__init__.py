"""How things stand, for whoever asks: many indicators at a glance, or one in full."""
