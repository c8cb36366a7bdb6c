"""The environments of the other generators: made when first needed, in a folder git ignores."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

FOLDER = ROOT / ".cache/bench"
_PINS = Path(__file__).with_name("pins.toml")
_STAMP = "bench-stamp"


class NotInstallable(RuntimeError):
    """An environment could not be made; the message holds the reason."""


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtual environment that holds exactly what is pinned for one generator."""

    folder: Path
    pins: Mapping[str, str]

    @property
    def requirements(self) -> list[str]:
        """What is installed, as pip reads it."""
        return [f"{name}=={version}" for name, version in self.pins.items()]

    @property
    def programs(self) -> Path:
        """The folder of its programs."""
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    @property
    def python(self) -> Path:
        """Its Python."""
        return self.programs / "python"

    def make(self) -> None:
        """Install what is pinned, unless that has been done. Raises NotInstallable."""
        stamp = self.folder / _STAMP
        wanted = "\n".join(self.requirements)
        if stamp.is_file() and stamp.read_text("utf-8") == wanted:
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        self._step([sys.executable, "-m", "venv", str(self.folder)])
        install = ["-m", "pip", "install", "--quiet", "--only-binary", ":all:"]
        self._step([str(self.python), *install, *self.requirements])
        stamp.write_text(wanted, "utf-8")  # written last: without it the next run begins anew

    def _step(self, command: Sequence[str]) -> None:
        clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        done = subprocess.run(command, capture_output=True, text=True, env=clean, check=False)
        if done.returncode != 0:
            said = [line for line in done.stderr.splitlines() if line.strip()]
            raise NotInstallable(said[-1] if said else f"exit {done.returncode}")


def environment_of(key: str) -> Environment:
    """The environment of a generator by its name in pins.toml."""
    pins = tomllib.loads(_PINS.read_text("utf-8"))
    return Environment(FOLDER / key, pins[key])
