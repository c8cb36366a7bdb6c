"""Whatever bytes come in, nothing breaks: targets for a fuzzer, and what it has found."""
