"""REVIEW: what people see of figures: reminder, form, receipt, concern, status."""
