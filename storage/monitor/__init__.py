"""MONITOR: findings and successes, as kept."""
