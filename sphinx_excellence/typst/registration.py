"""Registers the builders and their settings, and warns of builders of the same names in other packages.

Sphinx finds a builder by the entry points of all packages that are installed, and takes the first. A project that lists
an extension in conf.py has chosen; where it lists none, a warning says which builder runs and how to choose.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from importlib.metadata import entry_points
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_excellence.typst.builder import TypstBuilder, TypstPDFBuilder
from sphinx_excellence.typst.diagnostics import CATALOGUE, Subtype, __, warn
from sphinx_excellence.typst.locations import setting_location
from sphinx_excellence.typst.settings import SETTINGS

BUILDERS = (TypstBuilder, TypstPDFBuilder)
NAMES = frozenset(builder.name for builder in BUILDERS)
EXTENSION = "sphinx_excellence.typst"


def register(app: Sphinx) -> None:
    """Register builders and settings; leave the builders out where an extension that the project lists has them too."""
    app.add_message_catalog(CATALOGUE, str(Path(__file__).parent / "locales"))
    other = _other_extension(app)
    if other is not None:
        # The settings come after those of the other extension, which may have the same.
        app.connect("config-inited", partial(_leave_to, other), priority=0)
        return
    _add_settings(app, app.config)
    for builder in BUILDERS:
        app.add_builder(builder)
    # Once all extensions that the project lists are loaded, this one is there because its builder was asked for.
    if all(name in app.extensions for name in app.config.extensions):
        app.connect("builder-inited", _warn_of_other_packages)


def _leave_to(other: str, app: Sphinx, config: Config) -> None:
    """Say that another extension has the builders; add the settings all the same, for other extensions read them."""
    warn(
        Subtype.BUILDER,
        __(
            "the extension %s has builders of the names %s too, so those of %s are left out; remove the extension that "
            "you do not want from `extensions`, or suppress this warning (typst.builder)"
        ),
        other,
        _listed(NAMES),
        EXTENSION,
        location=_extensions_line(app),
    )
    _add_settings(app, config)


def _add_settings(app: Sphinx, config: Config) -> None:
    for setting in SETTINGS:
        if setting.name not in config:
            app.add_config_value(setting.name, setting.default, "", setting.types, description=setting.description)


def _other_extension(app: Sphinx) -> str | None:
    """Return the extension that has registered builders of these names, or will, because the project lists it."""
    for name in sorted(NAMES):
        if name in app.registry.builders:
            module = app.registry.builders[name].__module__
            return max(
                (each for each in app.extensions if f"{module}.".startswith(f"{each}.")), key=len, default=module
            )
    own = EXTENSION.partition(".")[0]
    waiting = {each for each in app.config.extensions if each not in app.extensions and each.partition(".")[0] != own}
    return next((module for module, _package, _name in _offers() if module in waiting), None) if waiting else None


def _offers() -> Iterator[tuple[str, str, str]]:
    """Yield the module, the package and the builder's name of each entry point of another package for these names."""
    for point in sorted(entry_points(group="sphinx.builders")):
        if point.name in NAMES and point.module != EXTENSION:
            yield point.module, point.dist.name if point.dist is not None else point.module, point.name


def _warn_of_other_packages(app: Sphinx) -> None:
    if not isinstance(app.builder, TypstBuilder):
        return
    for module in sorted({module for module, _package, _name in _offers()}):
        packages = {package for each, package, _name in _offers() if each == module}
        names = {name for each, _package, name in _offers() if each == module}
        warn(
            Subtype.BUILDER,
            __(
                "the package %s has the builder %s too; this run uses that of sphinx-excellence. Add %r or %r to "
                "`extensions` to choose one"
            ),
            _listed(packages),
            _listed(names),
            EXTENSION,
            module,
            location=_extensions_line(app),
        )


def _listed(names: frozenset[str] | set[str]) -> str:
    return ", ".join(sorted(names))


def _extensions_line(app: Sphinx) -> str:
    return setting_location(Path(app.confdir), "extensions")
