"""Recognise in a manuscript what a release's front matter holds; pure functions over text."""
