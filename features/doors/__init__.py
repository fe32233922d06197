"""Buttons by their verbs."""
