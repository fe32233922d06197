"""Where Steward posts, what has not arrived, and whether its clock stands still."""
