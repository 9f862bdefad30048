"""What the extension adds to a page, in compressed script and style: within what was promised."""

from __future__ import annotations

import gzip

from benchmarks.page_sizes import ORDINARY, SEARCH, WITH_FORM, Weight, sizes_table, weigh
from sphinx_excellence.extension.html.add_style_sheets import STATIC


def test_every_page_is_as_light_as_promised(own_site):
    weights = {name: weigh(own_site.out, own_site.out / name) for name in own_site.names}
    assert {name: weight for name, weight in weights.items() if weight.total > weight.most} == {}
    homes = {address.partition("#")[0] for address in own_site.registry["pages"]["patterns"].values()}
    assert all(0 < weights[name].total <= ORDINARY and not weights[name].form for name in homes)


def test_each_file_is_counted_once_and_data_apart(tmp_path):
    static = tmp_path / "_static"
    (tmp_path / "a").mkdir()
    static.mkdir()
    (static / "excellence.css").write_text("p { color: red }")
    (static / "theme.css").write_text("p { color: blue }")
    (static / "excellence-records.js").write_text("const records = []")
    page = tmp_path / "a/b.html"
    links = '<link rel="stylesheet" href="../_static/excellence.css?v=1" /><link rel="stylesheet" href="../_static/theme.css" />'
    page.write_text(f'{links}{links}<script defer src="../_static/excellence-records.js"></script><script>1</script>')
    assert (STATIC / "excellence.css").is_file()
    style, data = (len(gzip.compress(text.encode())) for text in ("p { color: red }", "const records = []"))
    assert weigh(tmp_path, page) == Weight(style=style, script=0, data=data, form=False)
    page.write_text(f'{links}<form class="excellence-controls"></form>')
    assert weigh(tmp_path, page) == Weight(style=style, script=0, data=0, form=True)
    assert weigh(tmp_path, page).most == WITH_FORM
    (static / "excellence-search-data.js").write_text("")
    page.write_text('<script defer src="../_static/excellence-search-data.js"></script>')
    assert weigh(tmp_path, page) == Weight(0, 0, len(gzip.compress(b"")), form=False, search=True)
    assert weigh(tmp_path, page).most == SEARCH
    assert "12.0 KB | kept" in sizes_table(tmp_path, ["a/b.html"])
    page.write_text('<form class="excellence-controls"></form>')
    assert "| `a/b.html` | 1 | 0.0 KB | 0.0 KB | 0.0 KB | 12.0 KB | kept | 0.0 KB |" in sizes_table(
        tmp_path, ["a/b.html"]
    )
