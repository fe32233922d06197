"""IMPROVE: answers, interventions, risks and call-ins, as kept."""
