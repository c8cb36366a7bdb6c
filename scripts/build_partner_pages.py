#!/usr/bin/env python3
"""Write the index page of every partner as a Markdown file; needs no MkDocs.

Usage: python scripts/build_partner_pages.py [--out DIR] [-f mkdocs.yml]
The same as `newsroom partners`, for those who have not installed the package.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

try:
    from newsroom.cli import main
except ModuleNotFoundError as missing:
    sys.exit(
        f"Modul {missing.name} belum terpasang: jalankan scripts/build dahulu, lalu pakai "
        f".venv/bin/python. / The module {missing.name} is missing: run scripts/build first, "
        "then use .venv/bin/python."
    )

if __name__ == "__main__":
    sys.exit(main(["partners", *sys.argv[1:]]))
