"""A static newsroom: press releases in Markdown become a searchable public news site."""
