"""Read what word processors write (.odt, .rtf, .docx) with pandoc, in a process of its own."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path, PurePath

from newsroom import limits
from newsroom.intake.manuscript import Manuscript
from newsroom.intake.readers.markup import blocks_of
from newsroom.intake.readers.pictures import Pictures
from newsroom.intake.readers.source import Source
from newsroom.problems import Position, Problem, Problems

# Pandoc takes what bears the styles Title, Subtitle, Author and Date out of the text.
_TEMPLATE = """$if(title)$<h1>$title$</h1>$endif$
$if(subtitle)$<p class="subtitle">$subtitle$</p>$endif$
$for(author)$<p>$author$</p>$endfor$
$if(date)$<p>$date$</p>$endif$
$if(abstract)$<div>$abstract$</div>$endif$
$body$
"""


@cache
def found() -> str | None:
    """The pandoc of this machine: on the PATH, or that of the extra `pandoc`."""
    on_path = shutil.which("pandoc")
    if on_path:
        return on_path
    try:
        import pypandoc  # type: ignore[import-not-found, import-untyped, unused-ignore]

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        return None


def read(data: bytes, source: Source) -> Manuscript:
    """A manuscript by way of pandoc's HTML. Raises Problems if there is no pandoc."""
    at = Position(source.name)
    program = found()
    if program is None:
        raise Problems([Problem("no_pandoc", at)])
    kind = PurePath(source.name).suffix.lower().removeprefix(".")
    with tempfile.TemporaryDirectory() as folder:
        html = _html(program, kind, data, folder, at)
        pictures = Pictures()
        beside = Source(source.name, Path(folder))
        blocks = blocks_of(html, lambda link, alt: pictures.linked(link, alt, beside))
    return Manuscript(blocks, pictures=tuple(pictures.found), notices=tuple(pictures.notices))


def _html(program: str, kind: str, data: bytes, folder: str, at: Position) -> str:
    document = Path(folder) / f"document.{kind}"
    document.write_bytes(data)
    (Path(folder) / "template.html").write_text(_TEMPLATE, "utf-8")
    command = [
        program, "+RTS", "-M1g", "-RTS", f"--from={kind}", "--to=html",
        "--template=template.html", "--wrap=none", "--extract-media=.", document.name,
    ]  # fmt: skip
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, timeout=limits.PANDOC_SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError):
        raise Problems([Problem("document_broken", at)]) from None
    if len(done.stdout) > limits.UNPACKED:
        raise Problems([Problem("document_unpacked", at)])
    return done.stdout.decode("utf-8", "replace")
