"""IMPROVE, as people see it: answers, interventions, chasing, risks, call-in, the digest."""
