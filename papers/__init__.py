"""Documents and tables that leave or enter Steward as files."""
