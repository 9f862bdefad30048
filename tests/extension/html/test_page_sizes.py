"""What the extension adds to a page, in compressed script, style, markup and data: within what was promised."""

from __future__ import annotations

import gzip
from dataclasses import replace

from benchmarks.page_sizes import MARKUP, ORDINARY, SEARCH, TIME_MACHINE_PATTERN, WITH_FORM, Weight, sizes_table, weigh
from sphinx_excellence.extension.html.add_style_sheets import STATIC


def test_every_page_is_as_light_as_promised(own_site):
    weights = {name: weigh(own_site.out, own_site.out / name) for name in own_site.names}
    assert {name: weight for name, weight in weights.items() if not weight.is_kept} == {}
    assert weights["guides/which-pattern.html"].later > MARKUP
    assert weights["search.html"].later > 0
    assert weights["evolution/time-machine.html"].drawn > len(own_site.registry["patterns"]) * 0.8
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
    nothing = Weight(style=0, script=0, html=0, data=0, later=0, form=False)
    assert weigh(tmp_path, page) == replace(nothing, style=style, data=data)
    page.write_text(f'{links}<form class="excellence-controls"></form>')
    assert weigh(tmp_path, page) == replace(nothing, style=style, form=True)
    assert weigh(tmp_path, page).most == WITH_FORM
    (static / "excellence-search-data.js").write_text("")
    page.write_text('<script defer src="../_static/excellence-search-data.js"></script>')
    assert weigh(tmp_path, page) == replace(nothing, later=len(gzip.compress(b"")), search=True)
    assert weigh(tmp_path, page).most == SEARCH
    assert "12.0 KB | 0.0 KB | 25.0 KB | kept" in sizes_table(tmp_path, ["a/b.html"])
    page.write_text('<form class="excellence-controls"></form>')
    assert "| `a/b.html` | 1 | 0.0 KB | 16.0 KB | 0.0 KB | 25.0 KB | kept | 0.0 KB |" in sizes_table(
        tmp_path, ["a/b.html"]
    )


def test_what_views_write_is_counted_and_what_people_write_is_not(tmp_path):
    (tmp_path / "_static/excellence-parts").mkdir(parents=True)
    (tmp_path / "_static/excellence-parts/b.1.js").write_text("later")
    first = '<div class="excellence excellence-banner">\n<div>Two<br />lines</div><p>&amp;</p>'
    second = '<div class="excellence" id="x"><div data-part="_static/excellence-parts/b.1.js?v=1"></div>'
    page = tmp_path / "b.html"
    page.write_text(f"<h1>Own</h1>\n<div>Own\u2028</div>{first}</div>\r\n<p>Own</p>{second}</div></div>", newline="")
    weight = weigh(tmp_path, page)
    assert weight.html == weight.markup == len(gzip.compress((first + second).encode()))
    assert weight.later == len(gzip.compress(b"later"))
    assert weight.is_kept
    assert not replace(weight, html=MARKUP, data=1).is_kept
    assert not replace(weight, style=ORDINARY + 1).is_kept
    assert replace(weight, html=26 * TIME_MACHINE_PATTERN, machine=True, drawn=26).is_kept
    assert not replace(weight, html=26 * TIME_MACHINE_PATTERN + 1, machine=True, drawn=26).is_kept
    assert "**missed**" not in sizes_table(tmp_path, ["b.html"])
