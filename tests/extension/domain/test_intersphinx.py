"""Every role reaches another project's records through its inventory, in every way that Sphinx and MyST have."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from sphinx_excellence.model.kinds import KINDS
from tests.conftest import CONF, Project
from tests.extension.knowledge import SITE

RECORDS = {
    "pattern": "saga", "evolution": "lineage", "comparison": "table", "decision": "adr-1", "migration": "away",
    "case-study": "case", "selector": "chooser", "edition": "spring", "signal": "mood", "health": "2025Q4", "review": "2025Q4",
    "usage-report": "orders", "measure": "reach",
}  # fmt: skip


@pytest.fixture(scope="module")
def inventories(tmp_path_factory):
    """The inventories of one site, as html and as dirhtml publish them."""
    site = Project(tmp_path_factory.mktemp("site"))
    site.write({"conf.py": CONF, **SITE})
    return {builder: site.build(builder).out / "objects.inv" for builder in ("html", "dirhtml")}


def links(project, inventory, pages) -> dict[str, list[str]]:
    """Return the addresses of the links to the other project in each page; nothing must be warned about."""
    project.write({
        "conf.py": CONF.replace('"sphinx_excellence"', '"sphinx_excellence", "sphinx.ext.intersphinx"')
        + f'excellence_data = []\nintersphinx_mapping = {{"kb": ("https://kb.test/", {str(inventory)!r})}}\n'
        + "nitpicky = True\n",
        "source/index.md": "# Other\n\n```{toctree}\n" + "\n".join(pages) + "\n```\n",
        **{f"source/{name}": text for name, text in pages.items()},
    })  # fmt: skip
    result = project.build("html", "-W", "--keep-going")
    assert (result.warnings, result.code) == ([], 0)
    found = {}
    for name in pages:
        page = BeautifulSoup(result.text(f"{name.partition('.')[0]}.html"), "html.parser").find(class_="body")
        found[name] = [a["href"] for a in page.find_all("a", class_="external") if "kb.test" in a["href"]]
    return found


def test_every_kind_has_a_record_to_link_to():
    assert set(RECORDS) == {kind.name for kind in KINDS}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_each_role_works_through_an_inventory(project, inventories, builder):
    roles = {KINDS[kind].role_name: record_id for kind, record_id in RECORDS.items()}
    pages = {
        "named.rst": "Named\n=====\n\n" + "\n\n".join(f":external+kb:excellence:{r}:`{i}`" for r, i in roles.items()),
        "any.rst": "Any\n===\n\n" + "\n\n".join(f":external:excellence:{r}:`{i}`" for r, i in roles.items()),
        "texts.rst": "Texts\n=====\n\n"
        + "\n\n".join(f":external+kb:excellence:{r}:`some text <{i}>`" for r, i in roles.items()),
        "named-too.md": "# Named\n\n" + "\n\n".join(f"{{external+kb:excellence:{r}}}`{i}`" for r, i in roles.items()),
        "any-too.md": "# Any\n\n" + "\n\n".join(f"{{external:excellence:{r}}}`{i}`" for r, i in roles.items()),
        "inv.md": "# Inv\n\n" + "\n\n".join(f"[t](inv:kb:excellence:{k}#{i}) " for k, i in RECORDS.items()),
        "inv-short.md": "# Inv\n\n" + "\n\n".join(f"<inv:kb:*:{k}#{i}> " for k, i in RECORDS.items()),
    }  # fmt: skip
    found = links(project, inventories[builder], pages)
    expected = found["inv.md"]
    assert len(expected) == len(RECORDS)
    for (kind, record_id), address in zip(RECORDS.items(), expected, strict=True):
        assert address.startswith("https://kb.test/")
        assert address.endswith(f"#record-{kind}-{record_id}")
        assert ("/#" in address) == (builder == "dirhtml")
    assert {name: addresses for name, addresses in found.items() if addresses != expected} == {}


def test_what_an_inventory_does_not_know_is_told_once(project, inventories):
    project.write({
        "conf.py": CONF.replace('"sphinx_excellence"', '"sphinx_excellence", "sphinx.ext.intersphinx"')
        + f'excellence_data = []\nintersphinx_mapping = {{"kb": ("https://kb.test/", {str(inventories["html"])!r})}}\n',
        "source/index.rst": "Other\n=====\n\n"
        + "\n\n".join(f":external+kb:excellence:{KINDS[kind].role_name}:`nowhere`" for kind in RECORDS),
    })  # fmt: skip
    warnings = project.build("html").warnings
    assert len([line for line in warnings if "reference target not found: nowhere" in line]) == len(RECORDS)
    assert len(warnings) == len(RECORDS)
