"""Files beside pages are published at their own addresses where the setting says so, and only there."""

from __future__ import annotations


def test_files_keep_their_addresses(project):
    conf = (project.root / "conf.py").read_text()
    conf += 'excellence_published_files = ["**"]\nexclude_patterns = ["secret/**"]\n'
    project.write({
        "conf.py": conf,
        "source/index.md": "# Home\n",
        "source/a/one.pdf": b"%PDF",
        "source/secret/x.txt": b"x",
        "source/.hidden": b"x",
        "source/search.html": b"mine",
        "source/index.html": b"not a page",
    })  # fmt: skip
    result = project.build("html", "-W")
    assert (result.out / "a/one.pdf").read_bytes() == b"%PDF"
    for name in ("secret/x.txt", ".hidden", "index.md"):
        assert not (result.out / name).exists()
    assert (result.out / "search.html").read_bytes() != b"mine"
    assert b"not a page" not in (result.out / "index.html").read_bytes()
    project.write({"source/a/one.pdf": b"%PDF two"})
    assert (project.build("html", "-W").out / "a/one.pdf").read_bytes() == b"%PDF two"
    (project.root / "source/a/one.pdf").unlink()
    project.write({"source/index.md": "# Home\n\nWords.\n"})
    assert not (project.build("html", "-W").out / "a/one.pdf").exists()


def test_other_formats_have_none(project):
    conf = (project.root / "conf.py").read_text() + 'excellence_published_files = ["**"]\n'
    project.write({"conf.py": conf, "source/index.md": "# Home\n", "source/a/one.pdf": b"%PDF"})
    assert not (project.build("text", "-W").out / "a/one.pdf").exists()
