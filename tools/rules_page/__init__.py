"""The tables, pictures and examples of docs/rules.md, made by the rules themselves."""
