"""The newsroom's own terms; knows neither files, YAML, Markdown, templates nor a clock."""
