"""The checkers that come from npm: installed into a folder git ignores, exactly as pinned."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".cache/measure"

_PINS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("pins.toml").read_text("utf-8"))
_STAMP = FOLDER / "measure-stamp"

VERSIONS: dict[str, str] = _PINS["npm"]
"""The version of every checker by its name at npm."""

AXE = FOLDER / "node_modules/axe-core/axe.min.js"
NU = FOLDER / "node_modules/vnu-jar/build/dist/vnu.jar"
LIGHTHOUSE = FOLDER / "node_modules/lighthouse/cli/index.js"


def lacking(*programs: str) -> str | None:
    """Why what needs the checkers and these programs cannot run here; None if it can."""
    missing = [name for name in programs if shutil.which(name) is None]
    if missing:
        return f"no {', '.join(missing)} on this machine"
    if not _installed():
        return "the checkers are not installed: scripts/bootstrap measure"
    return None


def install() -> None:
    """Install what is pinned, unless that has been done. Raises SystemExit with the reason."""
    if _installed():
        return
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("Perlu Node.js dengan npm / Node.js with npm is needed")
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    pinned = [f"{name}@{version}" for name, version in VERSIONS.items()]
    command = [
        npm, "install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund",
        "--ignore-scripts", "--before", _PINS["before"], "--prefix", str(FOLDER), *pinned,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"npm: {done.stderr.strip() or done.returncode}")
    _STAMP.write_text(_wanted(), "utf-8")  # written last: without it the next run begins anew


def _installed() -> bool:
    return _STAMP.is_file() and _STAMP.read_text("utf-8") == _wanted()


def _wanted() -> str:
    return "\n".join([_PINS["before"], *(f"{name} {v}" for name, v in VERSIONS.items())])


if __name__ == "__main__":
    install()
