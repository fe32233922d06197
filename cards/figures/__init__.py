"""The cards of one figure: the form, the receipt, and how a value is shown."""
