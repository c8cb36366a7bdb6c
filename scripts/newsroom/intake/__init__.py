"""From a press officer's document to a release file."""
