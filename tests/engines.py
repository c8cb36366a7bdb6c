"""The environments of scripts/engines: other engines, themes and versions, each on its own."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from conftest import NOW, ROOT

_FOLDER = ROOT / ".cache/engines"


@dataclass(frozen=True, slots=True)
class Engine:
    """An environment, the command in it that builds, and what its theme is called."""

    name: str
    command: str = "mkdocs"
    theme: str = "material"

    @property
    def programs(self) -> Path:
        return _FOLDER / self.name / ("Scripts" if os.name == "nt" else "bin")

    def run(self, folder: Path, *command: str, seconds: float = 300, **environment: str) -> str:
        """Run one of its programs in a folder; returns what it said. It must succeed."""
        self.need()
        done = subprocess.run(
            [str(self.programs / command[0]), *command[1:]],
            cwd=folder,
            env={
                **os.environ,
                "NEWSROOM_NOW": NOW.isoformat(),
                "NO_MKDOCS_2_WARNING": "1",
                "DISABLE_MKDOCS_2_WARNING": "true",
                **environment,
            },
            capture_output=True,
            encoding="utf-8",
            timeout=seconds,
            check=False,
        )
        said = done.stdout + done.stderr
        assert done.returncode == 0, said
        return said

    def build(self, folder: Path, site: str) -> dict[str, bytes]:
        """Build the project in a folder into one beside it; returns every file."""
        config_file = folder / f"{self.name}.yml"
        config = yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8"))
        config["theme"]["name"] = self.theme
        config_file.write_text(yaml.safe_dump(config, sort_keys=False, allow_unicode=True), "utf-8")
        options = ("--config-file", config_file.name, "--site-dir", site)
        self.run(folder, self.command, "build", *options)
        return files_of(folder / site)

    def need(self) -> None:
        """Skip a test, and say so, where the environment is not made; in CI it must be."""
        if not (_FOLDER / self.name / "stamp").is_file():
            reason = f"no environment {self.name} (make it with scripts/engines {self.name})"
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder that is no hidden one, by its path."""
    found = (file.relative_to(folder) for file in sorted(folder.rglob("*")) if file.is_file())
    return {
        path.as_posix(): (folder / path).read_bytes()
        for path in found
        if not any(part.startswith(".") and part != ".well-known" for part in path.parts)
    }


OURS = Engine("mkdocs-material")
OTHERS = (
    Engine("mkdocs-materialx", theme="materialx"),
    Engine("properdocs-materialx", command="properdocs", theme="materialx"),
    Engine("properdocs-material", command="properdocs"),
)
LOWEST = Engine("lowest")
ZENSICAL = Engine("zensical", command="zensical")
