"""The cards of an exception, from the first post to the last answer."""
