"""The links of the site to the place where its repository is hosted."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from tests.conftest import CONF
from tests.own_site import REPOSITORY

RECORDS = "patterns:\n  saga: {title: Saga & more, tier: gold, summary: Some., rationale: Good.}\n"
PAGES = {"data/a.yaml": RECORDS, "source/index.md": "# Home\n\n```{pattern-tier} saga\n```\n"}


def feedback_links(environment: dict[str, str]) -> dict[str, str]:
    path = REPOSITORY / "source" / "_extensions" / "hosting.py"
    spec = importlib.util.spec_from_file_location("hosting_of_the_site", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.feedback_links(environment)


@pytest.mark.parametrize(
    ("environment", "change"),
    [
        ({}, None),
        ({"GITHUB_REPOSITORY": ""}, None),
        ({"READTHEDOCS_GIT_CLONE_URL": "git@github.com:a/b.git"}, None),
        ({"READTHEDOCS_GIT_CLONE_URL": "https://example.org/a/b.git"}, None),
        (
            {"READTHEDOCS_GIT_CLONE_URL": "https://github.com/a/b.git"},
            "https://github.com/a/b/edit/main/data/a.yaml",
        ),
        (
            {"GITHUB_REPOSITORY": "a/b", "GITHUB_REF_TYPE": "branch", "GITHUB_REF_NAME": "trunk"},
            "https://github.com/a/b/edit/trunk/data/a.yaml",
        ),
        (
            {
                "GITHUB_REPOSITORY": "a/b",
                "GITHUB_REF_TYPE": "branch",
                "GITHUB_REF_NAME": "7/merge",
                "GITHUB_HEAD_REF": "x",
            },
            "https://github.com/a/b/edit/main/data/a.yaml",
        ),
        (
            {"GITHUB_REPOSITORY": "a/b", "GITHUB_REF_TYPE": "tag", "GITHUB_REF_NAME": "v1"},
            "https://github.com/a/b/edit/main/data/a.yaml",
        ),
        (
            {"GITHUB_REPOSITORY": "a/b", "GITHUB_SERVER_URL": "https://git.example.org"},
            "https://git.example.org/a/b/edit/main/data/a.yaml",
        ),
        (
            {"CI_PROJECT_URL": "https://gitlab.example.org/g/a/b", "CI_DEFAULT_BRANCH": "dev"},
            "https://gitlab.example.org/g/a/b/-/edit/dev/data/a.yaml",
        ),
    ],
)
def test_each_record_leads_to_where_its_change_is_proposed(project, environment, change):
    links = feedback_links(environment)
    project.write({**PAGES, "conf.py": f"{CONF}excellence_feedback = {links!r}\nsuppress_warnings = ['excellence']\n"})
    result = project.build()
    assert (result.code, result.warnings) == (0, [])
    page = result.text("index.html")
    assert ("Propose a change" in page) is (change is not None)
    if change is not None:
        assert f'href="{change}"' in page
        assert f"{change.replace('/edit/', '/blob/')}#L2" in page
        assert "=Use+of+Saga%20%26%20more" in page


def test_the_site_takes_them_from_the_service_that_builds_it():
    assert "excellence_feedback = feedback_links(os.environ)" in Path(REPOSITORY / "conf.py").read_text(
        encoding="utf-8"
    )
