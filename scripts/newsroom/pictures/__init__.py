"""Pictures: what is known of their files, and what the site publishes of them.

`facts` looks at a file, `metadata` takes out what it tells of its maker, `renditions`
says in which sizes and kinds a picture goes out, `darkroom` makes those, `store` keeps
them between runs, `cards` draws the picture that stands for a release without one.
"""
