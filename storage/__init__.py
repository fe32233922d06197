"""What Steward keeps: plain functions over one database session, facts first."""
