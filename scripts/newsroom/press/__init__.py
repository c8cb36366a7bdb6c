"""The press: prints an edition as files, making only those anew that have changed.

Every file of a site is an `Output`: a path, a key that tells all it is made from, and a
way to make it. `ledger` remembers under which key each file of a folder was made, `tree`
makes a folder hold just the outputs wanted, `staging` puts it where readers look.
"""
