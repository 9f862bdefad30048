"""Image files: checked, converted to what Typst reads, and measured.

What a file is, its first bytes say, not its name. Formats that Typst reads are kept as they are, others become PNG
through Pillow, and every image is tried before a document names it, so that a broken one is its own message instead
of the end of the whole compilation. Where images are placed and how they are scaled is the translator's business.
"""

import base64
import gzip
import hashlib
import io
import json
import os
import re
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

import imagesize  # type: ignore[import-untyped]

from sphinx_excellence.typst.assets import font_files

_POINTS_A_PIXEL: Final = 0.75  # a CSS pixel, what browsers make of an image that states no resolution
_MIN_DPI: Final = 10  # dots an inch; a JPEG without a resolution states the shape of its pixels there, 1 to 1
_ACCEPTED: Final = (
    "accepted are SVG, PNG, JPEG, GIF, WebP and PDF, and with Pillow what it reads (BMP, TIFF, AVIF, ...)"
)
_SVG: Final = "{http://www.w3.org/2000/svg}"
_HREFS: Final = ("href", "{http://www.w3.org/1999/xlink}href")
_LINK: Final = re.compile(r"""(?<=href=)(["'])(.*?)\1""", re.DOTALL)

# What an SVG may hold that Typst leaves out, by element, in the words of a warning.
_UNSUPPORTED: Final = {
    "foreignObject": "HTML inside the image (foreignObject)",
    "script": "scripts",
    "animate": "animation",
    "animateMotion": "animation",
    "animateTransform": "animation",
    "set": "animation",
    "video": "video",
    "audio": "sound",
    "iframe": "frames",
    "a": "links",
}


class ImageError(ValueError):
    """An image that cannot be shown: the message says which, why, and what would be accepted."""


def _readable_by_typst(data: bytes, path: Path) -> tuple[bytes, str]:
    """Return what a file holds as Typst reads it, and its kind: an SVG whole in itself, rarer formats as PNG."""
    kind = _format_of(data)
    if kind == "svg":
        return _self_contained(_svg_text(data, path), path).encode(), kind
    if kind is None:
        return _convert(data, path), "png"
    return data, kind


def prepare(path: Path, folder: Path) -> Path:
    """Put an image that Typst reads into a folder, named by its content, and return that file.

    Pictures that an SVG links to on disk are taken into it. Of an animation, the first frame is shown.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ImageError(f"{path.name}: cannot be read ({error.strerror}); {_ACCEPTED}") from error
    data, kind = _readable_by_typst(data, path)
    target = folder / f"{hashlib.sha256(data).hexdigest()[:20]}.{kind}"
    if not target.exists():
        _save(data, target, tried=lambda draft: _measure(draft, name=path.name))
    return target


def size(path: Path) -> tuple[float, float] | None:
    """Give the natural width and height in points, or none where the file does not say.

    A bitmap's stated resolution counts; without one its pixels are CSS pixels, as in a browser. An SVG's units count,
    else its view box.
    """
    try:
        kind = _format_of(path.read_bytes())
        if kind in {"svg", "pdf"}:
            return _measure(path, name=path.name)
    except (OSError, ImageError):
        return None
    width, height = imagesize.get(str(path))
    if width <= 0 or height <= 0:
        return None
    across, down = imagesize.getDPI(str(path))
    return (
        width * (72 / across if across >= _MIN_DPI else _POINTS_A_PIXEL),
        height * (72 / down if down >= _MIN_DPI else _POINTS_A_PIXEL),
    )


def unsupported_features(path: Path) -> list[str]:
    """Name what an SVG holds and a page will not show, so that it can be warned of; nothing for other formats."""
    data = path.read_bytes()
    if _format_of(data) != "svg":
        return []
    text = _svg_text(data, path)
    names = [_local(element.tag) for element in _root(text, path).iter()]
    found = [_UNSUPPORTED[name] for name in names if name in _UNSUPPORTED]
    if "<?xml-stylesheet" in text or "@import" in text:
        found.append("style sheets outside the image")
    return list(dict.fromkeys(found))


def to_pdf(svg: Path, target: Path) -> None:
    """Draw an SVG as a PDF of one page of its own size, in vectors; the same image gives the same bytes.

    PDF 1.5 is what LaTeX engines include without a complaint.
    """
    import typst  # noqa: PLC0415 - an optional package, wanted by the PDF editions alone

    with tempfile.TemporaryDirectory() as name:
        source = prepare(svg, Path(name))
        page = f'#set document(date: none)\n#set page(width: auto, height: auto, margin: 0pt)\n#image("/{source.name}")'
        drawn = Path(name, "drawn.pdf")
        try:
            fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(font_files.FOLDER)])
            typst.Compiler(page.encode(), root=name, font_paths=fonts).compile(
                output=str(drawn), pdf_standards="1.5", pdf_tags=False
            )
        except typst.TypstError as error:
            raise ImageError(f"{svg.name}: {_reason(error.message)}") from error
        _save(drawn.read_bytes(), target)


def _format_of(data: bytes) -> str | None:
    """Tell by the first bytes which of Typst's formats this is; none for any other."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"\x1f\x8b") or re.search(rb"<(\w+:)?svg[\s>/]", data[:4096].replace(b"\0", b"")):
        return "svg"
    return None


def _svg_text(data: bytes, path: Path) -> str:
    """Decode an SVG, unpacked where it is an SVGZ; Typst reads UTF-8 alone."""
    try:
        if data.startswith(b"\x1f\x8b"):
            data = gzip.decompress(data)
        encoding = "utf-8-sig"
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            encoding = "utf-16"
        elif declared := re.match(rb"""<\?xml[^>]*?encoding=["']([\w.-]+)["']""", data):
            encoding = "utf-8" if declared[1].lower() == b"utf8" else declared[1].decode()
        text = data.decode(encoding)
    except (OSError, EOFError, LookupError, UnicodeError) as error:
        raise ImageError(f"{path.name}: is no readable SVG ({error}); {_ACCEPTED}") from error
    return re.sub(r"^\ufeff?<\?xml.*?\?>\s*", "", text, count=1, flags=re.DOTALL)


def _root(text: str, path: Path) -> ET.Element:
    try:
        root = ET.fromstring(text)  # noqa: S314 - expat bounds the expansion of entities and fetches nothing
    except ET.ParseError as error:
        raise ImageError(f"{path.name}: is no well-formed SVG ({error}); {_ACCEPTED}") from error
    if _local(root.tag) != "svg":
        raise ImageError(f"{path.name}: is no SVG, its outermost element is {_local(root.tag)!r}; {_ACCEPTED}")
    return root


def _local(tag: object) -> str:
    return tag.removeprefix(_SVG) if isinstance(tag, str) else ""


def _self_contained(text: str, path: Path) -> str:
    """Take the pictures into an SVG that it links to on disk, since it moves away from them."""
    embedded: dict[str, str] = {}
    for element in _root(text, path).iter(f"{_SVG}image"):
        for link in filter(None, (element.get(name) for name in _HREFS)):
            if not link.startswith(("data:", "#")) and link not in embedded:
                embedded[link] = _data_uri(link, path)
    if not embedded:
        return text

    def replaced(match: re.Match[str]) -> str:
        link = match[2].replace("&amp;", "&")
        return f"{match[1]}{embedded[link]}{match[1]}" if link in embedded else match[0]

    return _LINK.sub(replaced, text)


def _data_uri(link: str, path: Path) -> str:
    """Give a linked picture as a data URI."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        raise ImageError(
            f"{path.name}: shows {link}, which is not fetched; embed that picture in the SVG as a data: URI"
        )
    source = path.parent / unquote(parts.path)
    try:
        data = source.read_bytes()
    except OSError as error:
        raise ImageError(f"{path.name}: shows {link}, which cannot be read ({error.strerror})") from error
    data, kind = _readable_by_typst(data, source)
    media = {"svg": "svg+xml", "jpg": "jpeg"}.get(kind, kind)
    return f"data:image/{media};base64,{base64.b64encode(data).decode()}"


def _convert(data: bytes, path: Path) -> bytes:
    """Convert what Pillow reads to PNG, with its resolution."""
    try:
        from PIL import Image  # noqa: PLC0415 - an optional package
    except ImportError:
        raise ImageError(
            f"{path.name}: is in a format that needs Pillow, which is not installed; {_ACCEPTED}"
        ) from None
    try:
        with Image.open(io.BytesIO(data)) as opened:
            image: Image.Image = opened
            if image.mode not in {"1", "L", "LA", "I;16", "P", "RGB", "RGBA"}:
                image = image.convert("RGBA" if "A" in image.mode or "a" in image.mode else "RGB")
            result = io.BytesIO()
            resolution = {"dpi": image.info["dpi"]} if image.info.get("dpi") else {}
            image.save(result, "PNG", **resolution)
            return result.getvalue()
    except Exception as error:  # decoders raise errors of any kind
        raise ImageError(f"{path.name}: is no image that can be read ({error}); {_ACCEPTED}") from error


def _measure(path: Path, *, name: str) -> tuple[float, float]:
    """Let Typst read an image and say its size in points."""
    import typst  # noqa: PLC0415 - an optional package, wanted by the PDF editions alone

    source = f'#context [#metadata({{let it = measure(image("/{path.name}")); (it.width.pt(), it.height.pt())}})<size>]'
    try:
        fonts = typst.Fonts(include_system_fonts=False)
        answer = typst.Compiler(source.encode(), root=path.parent, font_paths=fonts).query(
            "<size>", field="value", one=True
        )
    except RuntimeError as error:
        raise ImageError(f"{name}: is broken ({_reason(str(error))}); {_ACCEPTED}") from error
    width, height = json.loads(answer)
    return width, height


def _reason(message: str) -> str:
    """Take Typst's reason out of its message, on one line."""
    return " ".join(message.split()).removeprefix("failed to compile document: ").removesuffix(" )")


def _save(data: bytes, target: Path, *, tried: Callable[[Path], object] = lambda _: None) -> None:
    """Write a file in one step, after a trial of it: two builds at once never see half of one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=target.suffix)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        tried(Path(name))
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
