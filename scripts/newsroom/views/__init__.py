"""Flat records for the templates: everything computed, worded and addressed, nothing to decide.

Addresses in them are relative to the site's root; a template puts its page's way
up to the root (`base`) before them.
"""
