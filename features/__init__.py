"""What Steward does: one file or folder for each thing that a person gets from it."""
