"""Typed questions and their answers."""
