"""What readers get, measured: access, markup, weight and speed of every page type."""
