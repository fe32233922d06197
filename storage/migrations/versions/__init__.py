"""How the database came to be as it is: every change of the tables, in order."""
