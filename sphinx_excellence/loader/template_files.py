"""The files that ``excellence_templates`` names: whether they exist, and whether their kinds do.

Owns what is wrong with the setting besides its shape. What the files hold is for the command that fills them in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from sphinx_excellence.findings import Finding, Place, Severity, nearest, suggestion
from sphinx_excellence.messages import N_
from sphinx_excellence.model.kinds import KINDS_LISTED, Kinds


def templates_of(value: Mapping[str, object], kind: str) -> tuple[str, ...]:
    """Return the files that ``excellence_templates`` names for a kind."""
    given = value.get(kind, ())
    if isinstance(given, str):
        return (given,)
    return tuple(str(name) for name in given) if isinstance(given, list | tuple) else ()


def template_paths(value: Mapping[str, object], root: Path) -> list[Path]:
    """Return the paths of all templates; those of a setting are relative to ``root``."""
    return [root / name for kind in value for name in templates_of(value, kind)]


def template_findings(value: Mapping[str, object], kinds: Kinds, root: Path, setting: Place) -> Iterator[Finding]:
    """Yield what is wrong with the kinds and the files that the setting names; ``setting`` is where it is."""
    for kind in value:
        if kind not in kinds:
            if kind not in kinds.unusable:
                yield _wrong_template(
                    setting,
                    N_("`excellence_templates` names '%s', which is not a kind of record"),
                    kind,
                    *suggestion(kind, list(kinds.by_name), most=KINDS_LISTED),
                )
            continue
        for name in templates_of(value, kind):
            path = root / name
            if not path.is_file():
                near = nearest(path.name, _names_in(path.parent), count=1)
                hint = N_("did you mean '%s'?") if near else N_("accepted: a file, relative to the folder of conf.py")
                meant = (Path(name).parent / near[0]).as_posix() if near else ""
                yield _wrong_template(
                    setting,
                    N_("`excellence_templates` names '%s', which is not a file")
                    if path.exists()
                    else N_("`excellence_templates` names '%s', which does not exist"),
                    name,
                    hint,
                    (meant,) if near else (),
                )


def _names_in(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir() if path.is_file())
    except OSError:
        return []


def _wrong_template(setting: Place, message: str, arg: str, accepted: str, accepted_args: tuple[str, ...]) -> Finding:
    return Finding("wrong-setting", setting, message, (arg,), accepted, accepted_args, severity=Severity.ERROR)
