"""What people see: one pure function per Adaptive Card."""
