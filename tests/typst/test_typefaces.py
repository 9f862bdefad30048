"""The bundled faces: every style is there, is chosen, and draws what it says."""

import re
import struct
import zlib

import pytest
import typst
from fontTools.ttLib import TTFont

from sphinx_excellence.typst.assets import font_files

FILES = sorted(path for path in font_files.FOLDER.iterdir() if path.suffix in {".otf", ".ttf"})
SIGNS = "✓✗✔✘→←⇒⇔≤≥≠≈☐☑☒★☆▶◀●○■□▲▼⚠⌘⇧⌥⏎…–—•·×÷±∞∑√∈∀∃①②❶⚙☰⋮⬆✦"  # noqa: RUF001
SEQUENCES = ["⚠️", "ℹ️", "✔️", "☑️", "▶️", "❤️", "1️⃣", "#️⃣", "🇪🇺", "👩‍💻", "🏴‍☠️", "❤️‍🔥", "🐻‍❄️", "👍🏽", "🕵️‍♂️"]  # noqa: RUF001


def compiled(source, **options):
    return typst.compile(source.encode(), font_paths=[str(font_files.FOLDER)], ignore_system_fonts=True, **options)


def pixels(png):
    """Give the rows of an 8-bit RGB(A) PNG as tuples; enough of PNG for what Typst writes."""
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert depth == 8
    step = {2: 3, 6: 4}[kind]
    data, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += length + 12
    raw, rows, previous = zlib.decompress(data), [], bytearray(width * step)
    for row in range(height):
        start = row * (width * step + 1)
        kind, line = raw[start], bytearray(raw[start + 1 : start + 1 + width * step])
        for i in range(len(line)):
            left = line[i - step] if i >= step else 0
            corner = previous[i - step] if i >= step else 0
            up = previous[i]
            paeth = min((left, up, corner), key=lambda value: abs(left + up - corner - value))
            line[i] = (line[i] + [0, left, up, (left + up) // 2, paeth][kind]) & 255
        rows.append([tuple(line[i : i + 3]) for i in range(0, len(line), step)])
        previous = line
    return rows


def coloured(source):
    png = compiled(f"#set page(width: auto, height: auto, margin: 2pt)\n{source}", format="png", ppi=72)
    return sum(max(pixel) - min(pixel) > 40 for row in pixels(png) for pixel in row)


def test_every_style_has_a_file_and_a_family():
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_files.FOLDER)])
    found = {(font.family, font.style, font.weight) for font in fonts.fonts()}
    assert found == {
        *((font_files.TEXT, style, weight) for style in ("normal", "italic") for weight in (400, 700)),
        *((font_files.SANS, style, weight) for style in ("normal", "italic") for weight in (400, 700)),
        (font_files.SANS, "normal", 600),
        (font_files.MONO, "normal", 400),
        (font_files.MONO, "normal", 700),
        (font_files.MONO, "italic", 400),
        (font_files.SYMBOLS, "normal", 400),
        (font_files.SYMBOLS, "normal", 700),
        (font_files.EMOJI, "normal", 400),
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_face_is_static_licensed_and_keeps_the_names_of_its_makers(path):
    font = TTFont(path)
    assert "fvar" not in font
    assert font["name"].getDebugName(0).startswith("Copyright")
    licence = path.with_name(path.stem.partition("-")[0] + "-LICENSE.txt").read_text(encoding="utf-8")
    family = font["name"].getBestFamilyName()
    reserved = " ".join(re.findall(r"(?is)with reserved font name(.*?)\n\n", licence))
    assert family not in reserved
    assert path.name.partition("-")[0].partition(".")[0] in (path.parent / "README.md").read_text(encoding="utf-8")


def test_all_together_stay_small():
    assert sum(path.stat().st_size for path in FILES) < 5_000_000
    assert (font_files.FOLDER / "NotoColorEmoji.ttf").stat().st_size < 1_600_000


def test_each_style_is_the_one_that_is_set():
    styles = "\n\n".join(
        f'#text(font: "{family}", weight: {weight}, style: "{style}")[sample]'
        for family, weight, style in [
            (font_files.TEXT, 400, "normal"),
            (font_files.TEXT, 700, "italic"),
            (font_files.SANS, 600, "normal"),
            (font_files.SANS, 700, "italic"),
            (font_files.MONO, 400, "italic"),
            (font_files.MONO, 700, "normal"),
        ]
    )
    pdf = compiled("#set text(fallback: false)\n" + styles)
    used = {name.decode() for name in re.findall(rb"/BaseFont\s*/[A-Z]{6}\+([A-Za-z-]+)", pdf)}
    assert {name.removesuffix("-Identity-H") for name in used} == {
        "LibertinusSerif-Regular",
        "LibertinusSerif-BoldItalic",
        "Inter-SemiBold",
        "Inter-BoldItalic",
        "JetBrainsMono-Italic",
        "JetBrainsMono-Bold",
    }


def test_symbols_of_technical_prose_are_in_one_of_the_faces():
    covered = {chr(code) for path in FILES for code in TTFont(path).getBestCmap()}
    assert not set(SIGNS) - covered


def test_emoji_are_drawn_in_colour_and_letters_are_not():
    assert coloured(f'#text(font: "{font_files.EMOJI}", size: 20pt)[✅]') > 50
    assert coloured(f'#text(font: "{font_files.TEXT}", size: 20pt)[a✓]') == 0


@pytest.mark.parametrize("sequence", SEQUENCES)
def test_a_sequence_is_one_picture(sequence):
    assert re.fullmatch(font_files.EMOJI_RUN, sequence)
    chain = f'#set text(font: ("{font_files.TEXT}", "{font_files.SYMBOLS}", "{font_files.EMOJI}"), size: 20pt)\n'
    rule = f'#show regex("{font_files.EMOJI_RUN}"): set text(font: "{font_files.EMOJI}")\n'
    measure = f'{chain}{rule}#context [#metadata(measure("{sequence}").width / measure("🚀").width)<ratio>]'
    ratio = float(
        typst.query(
            measure.encode(),
            "<ratio>",
            field="value",
            one=True,
            font_paths=[str(font_files.FOLDER)],
            ignore_system_fonts=True,
        )
    )
    assert ratio == pytest.approx(1, abs=0.01)
    if sequence not in {"✔️", "🏴‍☠️", "🐻‍❄️"}:  # drawn in greys
        assert coloured(f'{chain}{rule}#"{sequence}"') > 20


def test_a_picture_that_needs_no_selector_is_in_the_emoji_face_alone():
    others = {chr(code) for path in FILES if "Emoji" not in path.name for code in TTFont(path).getBestCmap()}
    assert not others & set("✅❌⭐⚡☕⛔❓❗⏰⌛✨➕⚫⬛🚀")  # noqa: RUF001
    assert {"⚠", "✔", "▶"} <= others


@pytest.mark.parametrize("text", ["⚠", "1", "12", "✓", "a", "№ 5", "👍 👎"])
def test_text_is_no_run_of_emoji(text):
    assert not re.search(font_files.EMOJI_RUN, text)
