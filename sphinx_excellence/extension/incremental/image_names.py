"""Names images in the output as a build from nothing would, in one process.

Sphinx gives an image the name of its file, with a number where another image has it: by the order in which pages happen
to be read. Pages that are read again, or by several processes, leave names that a clean build does not give; several
processes even give one name to two images. To be removed once ``FilenameUniqDict.merge_other`` settles names itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def assign_image_names(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Give each image its name; return the pages with an image whose name is another now."""
    settled = type(env.images)()
    for path in sorted(env.images, key=lambda path: (min(env.images[path][0], default=""), str(path))):
        for docname in sorted(env.images[path][0]):
            settled.add_file(docname, path)
    renamed = {path for path, (_pages, name) in settled.items() if env.images[path][1] != name}
    env.images = settled
    return sorted({docname for path in renamed for docname in settled[path][0]} & env.found_docs)
