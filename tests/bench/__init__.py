"""Times builds of synthetic archives, ours beside those of other generators."""
