"""What developers run now and then: pages of the documentation, made from the rules themselves."""
