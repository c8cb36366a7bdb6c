"""A static newsroom: press releases in Markdown become a searchable public news site."""

__version__ = "0.1.0"
