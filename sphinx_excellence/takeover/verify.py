"""Verifying a target: it is built by Sphinx in a process of its own, and compared with what readers saw before."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.baseline import NAME, Baseline, read_baseline
from sphinx_excellence.takeover.built_site import BuiltSite
from sphinx_excellence.takeover.ledgers import Ledgers, compare
from sphinx_excellence.takeover.takeover_file import Takeover
from sphinx_excellence.takeover.target import FOLDER, TargetError

#: The file with every loss, in the folder of the takeover.
LEDGERS_FILE = "ledgers.json"
#: A theme that writes no navigation of the whole site on each page: the ledgers look at a page's main part alone.
_THEME = "basic"
#: How much of what Sphinx says is shown where it fails.
_SHOWN_LINES = 15


@dataclass(frozen=True)
class Verified:
    """The ledgers of a target, and what its build warned of."""

    ledgers: Ledgers
    warnings: tuple[str, ...]


def baseline_of_target(target: Path) -> Baseline:
    """Return the baseline that a run left in a target. Raises ``TargetError``."""
    file = target / FOLDER / NAME
    try:
        return read_baseline(file)
    except FileNotFoundError as error:
        raise TargetError(
            Phrase("'%s' has no %s: run `import run SRC --into %s` first", str(target), f"{FOLDER}/{NAME}", str(target))
        ) from error
    except (OSError, ValueError) as error:
        raise TargetError(Phrase("%s cannot be read: %s", str(file), str(error))) from error


def verify(
    target: Path, takeover: Takeover, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> Verified:
    """Build a target in a temporary folder and compare. Raises ``TargetError`` where it cannot be built.

    ``progress`` is told how many pages of how many are compared.
    """
    baseline = baseline_of_target(target)
    with tempfile.TemporaryDirectory(prefix="takeover-") as folder:
        out = Path(folder) / "site"
        warnings = _build(target, baseline, Path(folder), out)
        site = BuiltSite(out, baseline.builder)
        pages = target / baseline.folder
        return Verified(compare(baseline, site, pages, takeover.losses, progress), warnings)


def _build(target: Path, baseline: Baseline, work: Path, out: Path) -> tuple[str, ...]:
    """Build the site; return what Sphinx warned of."""
    log = work / "warnings.txt"
    command = [
        sys.executable, "-m", "sphinx", "-b", baseline.builder, "-q", "-N", "-j", "auto", "-d", str(work / "doctrees"),
        "-w", str(log), "-D", f"html_theme={_THEME}", "-c", str(target), str(target / baseline.folder), str(out),
    ]  # fmt: skip
    done = subprocess.run(  # noqa: S603 - the target is the user's own project
        command, capture_output=True, text=True, errors="replace", check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1"},
    )  # fmt: skip
    if done.returncode != 0:
        last = (done.stderr or done.stdout).strip().splitlines()[-_SHOWN_LINES:]
        raise TargetError(Phrase("Sphinx cannot build '%s'", str(target)), *last)
    if not log.exists():
        return ()
    shown = str(target.resolve()) + os.sep
    lines = [line for line in log.read_text("utf-8", "replace").splitlines() if line.strip()]
    # The options are those of the project's own theme.
    return tuple(line.replace(shown, "") for line in lines if "unsupported theme option" not in line)
