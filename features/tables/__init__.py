"""Tables that come in from files: what they change, and the words for it."""
