"""IMPROVE, in Teams: the board answers, owners propose and report, risks and call-ins."""
