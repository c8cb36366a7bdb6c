"""What machines read: feeds, sitemaps, structured data, partner pages as Markdown."""
