"""Cards of plans: priorities, service plans, actions and their progress."""
