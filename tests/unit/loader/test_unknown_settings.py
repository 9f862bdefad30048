"""Names that look like settings and are none are told with the nearest; those that others own are not."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from sphinx_excellence.cli import main
from sphinx_excellence.loader.unknown_settings import TYPST_NAMES
from sphinx_excellence.typst.settings import SETTINGS as TYPST_SETTINGS
from tests.conftest import CONF


def test_the_names_of_the_typst_builders_are_those_they_declare():
    assert sorted(TYPST_NAMES) == sorted(setting.name for setting in TYPST_SETTINGS)


def check(root, conf: str) -> list[str]:
    (root / "data").mkdir(exist_ok=True)
    (root / "data" / "a.yaml").write_text("patterns:\n  a: {title: A, tier: silver}\n")
    (root / "conf.py").write_text(conf)
    result = CliRunner().invoke(main, ["check", "--no-cache", "--root", str(root)])
    return [line for line in result.stdout.splitlines() if "unknown-setting:" in line]


@pytest.mark.parametrize(
    ("conf", "told"),
    [
        ("excellence_dta = []", ["excellence_dta"]),
        ("excelence_data = []", ["excelence_data"]),
        ("exellence_rules: dict = {}", ["exellence_rules"]),
        ("EXCELLENCE_DATA = []", ["EXCELLENCE_DATA"]),
        ("import x\nexcellence_dta = x.y()", ["excellence_dta"]),
        ("excellence_rules = {}\nexcellence_rule['a'] = 'off'", ["excellence_rule"]),
        ("for excellence_dta in (): pass", ["excellence_dta"]),
        ("typst_papr = 1\ntypst_foo = 2", ["typst_papr", "typst_foo"]),
        # Others may own these.
        ("extensions = ['typst_tables']\ntypst_foo = 2\nexcellence_dta = 1", ["excellence_dta"]),
        ("extensions = ['my.excellence.more']\nexcellence_more = 2", []),
        ("import x\nextensions = x.y\nexcellence_zzz = 2\nexcellence_dta = 1", ["excellence_dta"]),
        ("def setup(app):\n    app.add_config_value('excellence_x', 0, '')\nexcellence_x = 1", []),
        # Not ours.
        ("_excellence_dta = 1\nexcellence = 2\ntypst = 3\ndata = 4\nhtml_them = 5\nrules = 6", []),
    ],
)  # fmt: skip
def test_a_check_tells_names_that_nobody_owns(tmp_path, conf, told):
    lines = check(tmp_path, conf)
    assert [line.split("'")[1] for line in lines] == told
    assert all(line.startswith("conf.py:") for line in lines)


def test_a_build_tells_them_wherever_they_are_set_and_on_every_run(project):
    project.write({
        "conf.py": CONF + "excellence_dta = 1\nimport sys\nsys.path.insert(0, '.')\nextensions.append('other')\n"
        "excellence_theirs = 2\nexcellence_rules = {'unknown-setting': 'warning'}\n"
        "def setup(app):\n    app.config.typst_papr = 'a4'\n",
        "other.py": "def setup(app):\n    app.add_config_value('excellence_theirs', 0, '')\n",
        "data/a.yaml": "patterns:\n  a: {title: A, tier: silver}\n",
        "source/index.md": "# Home\n\n```{pattern-tier} a\n```\n",
    })  # fmt: skip
    for _run in range(2):
        lines = [line for line in project.build("text").warnings if "excellence.unknown-setting" in line]
        assert [line.split("'")[1] for line in lines] == ["typst_papr", "excellence_dta"]
        assert ["did you mean 'typst_paper'?" in lines[0], "did you mean 'excellence_data'?" in lines[1]] == [True] * 2
    given = project.build("text", "-D", "excellence_as_off=2026-01-01").warnings
    assert ["did you mean 'excellence_as_of'?" in line for line in given if "as_off" in line and "excellence." in line]


def test_what_conf_py_imports_and_defines_is_no_setting(project):
    own = (
        "import os as excellence_os\nfrom pathlib import Path as excellence_path\n"
        "def excellence_today(): return None\nclass excellence_helper: pass\ntypst_name = str.title\n"
    )
    project.write({"conf.py": CONF + own + "excellence_dta = 1\n", "source/index.md": "# Home\n"})

    told = [line for line in project.build("text").warnings if "excellence.unknown-setting" in line]

    assert [line.split("'")[1] for line in told] == ["excellence_dta"]
