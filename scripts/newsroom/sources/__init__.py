"""The doors through which files come in: bytes become typed, located, checked data."""
