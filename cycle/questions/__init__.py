"""What people ask in chat and how it is understood: the language of all four stages."""
