"""The yearly review of what is measured: an owner's forms, and the set that a body agrees."""
