"""The board's monthly digest under its six duties."""
