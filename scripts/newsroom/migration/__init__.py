"""Move the archive of another system - Jekyll, Hugo, WordPress - into this one."""
