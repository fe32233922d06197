"""Steward's edge to Teams: what arrives from people, who may do it, and the answer they see."""
