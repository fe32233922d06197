"""REVIEW, in chat: figures are given, questions are answered."""
