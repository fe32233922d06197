"""Interventions: asked for, proposed, agreed, followed until they have worked."""
