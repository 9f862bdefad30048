"""Images of every format reach Typst, broken ones are named, sizes are what a reader of the page expects."""

import gzip
import re
import subprocess
import sys

import pytest
import typst
from PIL import Image

from sphinx_excellence.typst.assets import images

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {head}>{body}</svg>'
BOX = '<rect width="100" height="50" fill="red"/>'


def svg(path, body=BOX, head='width="100" height="50"'):
    path.write_text(SVG.format(head=head, body=body), encoding="utf-8")
    return path


def bitmap(path, color="blue", mode="RGB", **options):
    Image.new(mode, (60, 30), color).save(path, **options)
    return path


def compiles(path):
    source = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("/{path.name}")'
    return typst.compile(source.encode(), root=str(path.parent), format="png", ppi=72)


@pytest.mark.parametrize("kind", ["png", "jpg", "gif", "webp"])
def test_what_typst_reads_is_kept_byte_for_byte(tmp_path, kind):
    source = bitmap(tmp_path / f"any.{kind}")
    made = images.prepare(source, tmp_path / "out")
    assert made.suffix == f".{kind}"
    assert made.read_bytes() == source.read_bytes()
    assert compiles(made)


@pytest.mark.parametrize(
    ("kind", "mode"), [("bmp", "RGB"), ("tiff", "RGB"), ("tiff", "CMYK"), ("tiff", "F"), ("ico", "RGBA")]
)
def test_other_formats_become_png(tmp_path, kind, mode):
    source = bitmap(tmp_path / f"any.{kind}", mode=mode, color=0 if mode == "F" else "blue")
    made = images.prepare(source, tmp_path / "out")
    assert made.suffix == ".png"
    with Image.open(made) as image:
        assert image.size[0] / image.size[1] in {1, 2}
    assert compiles(made)


def test_the_first_bytes_decide_and_not_the_name(tmp_path):
    source = bitmap(tmp_path / "photo.png", format="JPEG")
    assert images.prepare(source, tmp_path / "out").suffix == ".jpg"


def test_a_name_is_made_of_the_content(tmp_path):
    one, two = bitmap(tmp_path / "one.png"), bitmap(tmp_path / "two.png")
    first, second = images.prepare(one, tmp_path / "out"), images.prepare(two, tmp_path / "out")
    assert first == second
    assert images.prepare(bitmap(tmp_path / "three.png", color="red"), tmp_path / "out") != first
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_of_an_animation_the_first_frame_is_shown(tmp_path):
    frames = [Image.new("RGB", (60, 30), color) for color in ("blue", "red")]
    frames[0].save(tmp_path / "moving.gif", save_all=True, append_images=frames[1:])
    page = compiles(images.prepare(tmp_path / "moving.gif", tmp_path / "out"))
    (tmp_path / "page.png").write_bytes(page)
    with Image.open(tmp_path / "page.png") as image:
        red, _, blue = image.convert("RGB").getpixel((20, 10))
    assert blue > 200 > red


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("cut.png", b"\x89PNG\r\n\x1a\n\0\0\0", "is broken"),
        ("cut.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", "is broken"),
        ("text.png", b"this is text", "no image that can be read"),
        ("empty.png", b"", "no image that can be read"),
        ("open.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><rect', "no well-formed SVG"),
        ("page.svg", b"<html><svg/></html>", "is no SVG"),
        ("cut.svgz", gzip.compress(b"<svg/>" * 99, mtime=0)[:20], "no readable SVG"),
        ("odd.svg", b'<?xml version="1.0" encoding="no-such"?><svg/>', "no readable SVG"),
    ],
)
def test_a_broken_file_is_named_with_what_is_accepted(tmp_path, name, content, reason):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(images.ImageError) as caught:
        images.prepare(tmp_path / name, tmp_path / "out")
    message = str(caught.value)
    assert message.startswith(name)
    assert reason in message
    assert "accepted are SVG" in message
    assert str(tmp_path) not in message
    assert "\n" not in message
    assert not list((tmp_path / "out").glob("*")) if (tmp_path / "out").exists() else True


def test_a_missing_file_is_an_image_error(tmp_path):
    with pytest.raises(images.ImageError, match=r"none\.png: cannot be read"):
        images.prepare(tmp_path / "none.png", tmp_path)


def test_without_pillow_the_message_asks_for_it(tmp_path):
    bitmap(tmp_path / "a.bmp")
    code = (
        "import sys; sys.modules['PIL'] = None\n"
        "from pathlib import Path\n"
        "from sphinx_excellence.typst.assets import images\n"
        "try: images.prepare(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "except images.ImageError as error: print(error)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "a.bmp", tmp_path], check=True, capture_output=True, text=True
    )
    assert "needs Pillow" in run.stdout


def test_pictures_that_an_svg_links_to_go_with_it(tmp_path):
    bitmap(tmp_path / "a b.png")
    source = svg(tmp_path / "s.svg", '<image xlink:href="a%20b.png" width="100" height="50"/>')
    made = images.prepare(source, tmp_path / "out")
    assert "data:image/png;base64," in made.read_text(encoding="utf-8")
    (tmp_path / "page.png").write_bytes(compiles(made))
    with Image.open(tmp_path / "page.png") as image:
        assert image.convert("RGB").getpixel((10, 10)) == (0, 0, 255)


@pytest.mark.parametrize("link", ["https://example.org/x.png", "//example.org/x.png", "none.png"])
def test_a_picture_that_cannot_be_had_is_named(tmp_path, link):
    source = svg(tmp_path / "s.svg", f'<image href="{link}" width="10" height="10"/>')
    with pytest.raises(images.ImageError, match=re.escape(f"s.svg: shows {link}")):
        images.prepare(source, tmp_path / "out")


def test_svg_of_other_encodings_and_packed_svg_are_read(tmp_path):
    text = SVG.format(head='width="10" height="10"', body="<text>é</text>")
    for name, data in {
        "latin.svg": ('<?xml version="1.0" encoding="iso-8859-1"?>' + text).encode("latin-1"),
        "wide.svg": ('<?xml version="1.0" encoding="utf-16"?>' + text).encode("utf-16"),
        "marked.svg": text.encode("utf-8-sig"),
        "packed.svgz": gzip.compress(text.encode()),
    }.items():
        (tmp_path / name).write_bytes(data)
        made = images.prepare(tmp_path / name, tmp_path / "out")
        assert made.suffix == ".svg"
        assert made.read_text(encoding="utf-8") == text


def test_what_a_page_will_not_show_of_an_svg_is_told(tmp_path):
    body = (
        "<script>1</script><rect width='1' height='1'><animate attributeName='x'/></rect>"
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>text</p></foreignObject><style>@import 'x.css'</style>"
    )
    assert images.unsupported_features(svg(tmp_path / "s.svg", body)) == [
        "scripts",
        "animation",
        "HTML inside the image (foreignObject)",
        "style sheets outside the image",
    ]
    assert images.unsupported_features(svg(tmp_path / "plain.svg")) == []
    assert images.unsupported_features(bitmap(tmp_path / "p.png")) == []


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('width="100" height="50"', (75, 37.5)),
        ('width="10mm" height="5mm"', (28.35, 14.17)),
        ('viewBox="0 0 100 50"', (75, 37.5)),
        ('width="200pt" height="100pt" viewBox="0 0 100 50"', (200, 100)),
    ],
)
def test_the_size_of_an_svg_honours_its_units(tmp_path, head, expected):
    assert images.size(svg(tmp_path / "s.svg", head=head)) == pytest.approx(expected, abs=0.01)


def test_the_size_of_a_bitmap_honours_its_resolution(tmp_path):
    assert images.size(bitmap(tmp_path / "plain.png")) == (45, 22.5)
    assert images.size(bitmap(tmp_path / "fine.png", dpi=(192, 192))) == pytest.approx((22.5, 11.25), abs=0.1)
    assert images.size(bitmap(tmp_path / "fine.jpg", dpi=(300, 300))) == pytest.approx((14.4, 7.2), abs=0.1)
    (tmp_path / "none.txt").write_text("text")
    assert images.size(tmp_path / "none.txt") is None
    assert images.size(tmp_path / "missing.png") is None


def test_an_svg_becomes_a_vector_pdf_of_its_size_and_always_the_same(tmp_path):
    source = svg(tmp_path / "s.svg", BOX + '<text x="5" y="20" font-family="Inter" font-size="12">label</text>')
    images.to_pdf(source, tmp_path / "one.pdf")
    images.to_pdf(source, tmp_path / "deep" / "two.pdf")
    data = (tmp_path / "one.pdf").read_bytes()
    assert data == (tmp_path / "deep" / "two.pdf").read_bytes()
    assert data.startswith(b"%PDF-1.5")
    assert b"/Subtype/Image" not in data.replace(b" ", b"")
    assert b"Inter-Regular" in data
    assert images.size(tmp_path / "one.pdf") == pytest.approx((75, 37.5), abs=0.01)
    assert images.prepare(tmp_path / "one.pdf", tmp_path / "out").suffix == ".pdf"


def test_a_jpeg_without_a_resolution_has_css_pixels(tmp_path):
    """JFIF states the shape of pixels where there is no resolution: 1 to 1 is not one dot an inch."""

    path = tmp_path / "photo.jpg"
    Image.new("RGB", (90, 60)).save(path)
    assert images.size(path) == (67.5, 45.0)
