"""Missing glyphs are found, in order, and what a shaper or an eye does not miss is not reported."""

import time

import pytest
import typst

from sphinx_excellence.typst.assets import font_files, glyph_coverage

FOLDERS = [font_files.FOLDER]
ALL = [font_files.TEXT, font_files.SANS, font_files.SYMBOLS, font_files.EMOJI]


def test_missing_characters_come_once_and_in_order():
    assert glyph_coverage.missing("a 漢 b 字 漢 ᚠ", ALL, FOLDERS) == ["漢", "字", "ᚠ"]


@pytest.mark.parametrize(
    "text",
    [
        "plain\ttext\r\n\u2028with\u00a0spaces\u2003and\u00adhyphens\u200b",
        "⚠️ 👩‍💻 1️⃣ 🇪🇺 🏴‍☠️",
        "\u200erunning\u202b left\u2069",
        "cafe\u0301 naïve",
        "",
    ],
)
def test_what_needs_no_glyph_is_not_reported(text):
    assert glyph_coverage.missing(text, ALL, FOLDERS) == []


def test_a_letter_is_there_where_its_parts_are():
    # No bundled face has the whole: a shaper sets m and the tilde, which has no code point of its own.
    assert glyph_coverage.missing("m\u0303", [font_files.TEXT], FOLDERS) == []
    assert glyph_coverage.missing("한", [font_files.TEXT], FOLDERS) == ["한"]


def test_only_the_families_that_are_named_count():
    assert glyph_coverage.missing("✅", [font_files.TEXT], FOLDERS) == ["✅"]
    assert glyph_coverage.missing("✅", [font_files.TEXT, font_files.EMOJI.upper()], FOLDERS) == []


def test_faces_inside_the_wheel_are_known():
    assert glyph_coverage.missing('a漢𝔸\\"ℵ', ["New Computer Modern Math"], []) == ["漢"]  # noqa: RUF001
    assert glyph_coverage.missing("└a漢", ["DejaVu Sans Mono"], []) == ["漢"]
    assert glyph_coverage.missing("ab", ["No Such Family"], []) == ["a", "b"]


def test_the_answer_is_what_typst_does():
    text = "aß→✓漢⟶𝔸ᚠ★ẞ∯①Ꙁﬁ₿㊙"
    found = glyph_coverage.missing(text, [font_files.TEXT, font_files.SYMBOLS], FOLDERS)
    failing = []
    for char in text:
        source = f'#set text(font: ("{font_files.TEXT}", "{font_files.SYMBOLS}"), fallback: false)\n#"{char}"'
        try:
            typst.compile(
                source.encode(), font_paths=[str(font_files.FOLDER)], ignore_system_fonts=True, pdf_standards="a-2b"
            )
        except typst.TypstError:
            failing.append(char)
    assert found == failing
    assert found


def test_families_are_the_bundled_and_the_embedded_ones():
    found = glyph_coverage.families(FOLDERS)
    assert {font_files.TEXT, font_files.SANS, font_files.MONO, font_files.SYMBOLS, font_files.EMOJI} <= set(found)
    assert "New Computer Modern Math" in found
    assert found == sorted(found)
    assert font_files.SANS not in glyph_coverage.families([])


def test_a_file_that_changes_is_read_again(tmp_path):
    target = tmp_path / "face.ttf"
    target.write_bytes((font_files.FOLDER / "DejaVuSans-Regular.ttf").read_bytes())
    assert glyph_coverage.missing("a", [font_files.SYMBOLS], [tmp_path]) == ["a"]
    target.write_bytes((font_files.FOLDER / "Inter-Regular.ttf").read_bytes())
    assert glyph_coverage.missing("a", [font_files.SANS], [tmp_path]) == []


def test_megabytes_of_text_take_no_time():
    text = "The quick brown fox → jumps ✓ over 漢字. " * 100_000
    glyph_coverage.missing("a", ALL, FOLDERS)
    start = time.perf_counter()
    assert glyph_coverage.missing(text, ALL, FOLDERS) == ["漢", "字"]
    assert time.perf_counter() - start < 2
