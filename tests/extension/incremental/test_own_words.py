"""An incremental build is a clean build, whatever changes of a project's vocabulary, and pages show it."""

from __future__ import annotations

import shutil

import pytest

from sphinx_excellence.model.word_definition import LISTS_BY_NAME
from tests.conftest import CONF
from tests.extension.incremental.change_and_back import check_change_and_back
from tests.extension.incremental.test_incremental import differences

WORDS = """
statuses:
  pattern:
    hold: {title: Hold, means: legacy, description: No *new* use., colours: {light: "#9b2c2c", dark: "#f0a8a8"}}
    recommended: {title: Adopt}
  decision: {pending: {title: Pending, means: open}}
relations: {needs: {title: Needs}}
categories:
  resilience: {title: Resilience, order: 1, icon: shield}
  timeouts: {title: Time limits, parent: resilience}
  data: {title: Data, description: What stays., order: 2}
tags: {kafka: {title: Apache Kafka, description: Our *log*.}}
words: {en: {Tags: Keywords, "Classification of %s": "Assessment of %s"}}
"""
RECORDS = """
patterns:
  saga: {title: Saga, tier: gold, status: recommended, category: [timeouts, data], tags: [kafka],
         related: [{pattern: poll, kind: needs}], modern_examples: [{company: A, implementation: B},
         {company: C, implementation: D}, {company: E, implementation: F}], production_checklist: [Do it]}
  poll: {title: Polling, tier: bronze, status: hold, category: data, alternatives: [{pattern: saga}]}
decisions:
  adr-1: {title: One log, status: pending, tags: [kafka]}
"""
SITE = {
    "data/words.yaml": WORDS,
    "data/records.yaml": RECORDS,
    "source/index.md": "# Home\n\n```{pattern-catalog}\n:filter:\n```\n\n```{adr-log}\n```\n\n```{pattern-radar}\n```\n\n"
    "```{pattern-coverage}\n```\n\n```{toctree}\nsaga\npoll\nadr\nkafka\n```\n",
    "source/saga.md": "# Saga\n\n```{pattern-tier} saga\n```\n\n```{pattern-alternatives} saga\n```\n",
    "source/poll.md": "# Polling\n\n```{pattern-tier} poll\n```\n",
    "source/adr.md": "# One log\n\n```{adr} adr-1\n```\n",
    "source/kafka.md": "# Kafka\n\n{ref}`excellence-tags`\n\n```{tagged-records} kafka\n```\n\n"
    + "\n\n".join(f"```{{vocabulary}} {name}\n```" for name in LISTS_BY_NAME),
}
#: Each change: the file, what is in it, and what comes in its place.
EDITS = [
    ("a status's title", "data/words.yaml", "title: Hold", "title: Stop"),
    ("a status's colours", "data/words.yaml", "#9b2c2c", "#1b2c2c"),
    ("a status's description", "data/words.yaml", "No *new* use.", "Not <new>."),
    ("a category's title", "data/words.yaml", "Resilience", "Toughness"),
    ("a category's order", "data/words.yaml", "order: 2", "order: 0"),
    ("a category's parent", "data/words.yaml", ", parent: resilience", ""),
    ("a category's description", "data/words.yaml", "What stays.", "What is kept."),
    ("a category's icon", "data/words.yaml", "shield", "hammer"),
    ("a tag's title", "data/words.yaml", "Apache Kafka", "The log"),
    ("a tag's description", "data/words.yaml", "Our *log*.", "A log."),
    ("a relation", "data/words.yaml", "title: Needs", "title: Wants"),
    ("a word", "data/words.yaml", "Keywords", "Marks"),
    ("all words", "data/words.yaml", WORDS[WORDS.index("words:") :], ""),
    ("a tag of a pattern", "data/records.yaml", ", tags: [kafka],\n", ",\n"),
    ("a category of a pattern", "data/records.yaml", "[timeouts, data]", "data"),
    ("all tags", "data/records.yaml", "tags: [kafka]", "reviewed: 2026-01-01"),
]


@pytest.mark.parametrize(("name", "file", "before", "after"), EDITS, ids=[edit[0] for edit in EDITS])
def test_after_a_change_and_back(project, name, file, before, after):
    project.write(SITE)
    assert before in SITE[file]
    check_change_and_back(project, SITE, lambda: project.write({file: SITE[file].replace(before, after)}))


def test_pages_show_the_words(project):
    project.write(SITE)
    result = project.build("html")
    assert (result.warnings, result.code) == ([], 0)
    pages = {
        name: (result.out / f"{name}.html").read_text(encoding="utf-8")
        for name in ("saga", "poll", "adr", "kafka", "index")
    }
    assert 'aria-label="Assessment of Saga"' in pages["saga"]
    assert '<span class="excellence-sign excellence-status-recommended">Adopt</span>' in pages["saga"]
    assert "Time limits, Data" in pages["saga"]
    assert "<dt>Keywords<" in pages["saga"]
    assert "<dt>Needs<" in pages["saga"]
    assert (
        '<span class="excellence-sign excellence-status-hold excellence-means-legacy" title="No new use.">Hold</span>'
        in pages["poll"]
    )
    assert ">Pending</span>" in pages["adr"]
    assert "<em>log</em>" in pages["kafka"]
    index = (result.out / "excellence-tags.html").read_text(encoding="utf-8")
    assert 'id="cap-Apache_20Kafka"' in index
    for name in ("saga", "adr"):
        assert 'href="kafka.html#tagged-records-kafka"' in pages[name]
    assert 'id="tagged-records-kafka"' in pages["kafka"]
    lists = pages["kafka"].partition("excellence-vocabulary")[2]
    assert "No <em>new</em> use." in lists
    assert "title=" not in lists
    for told in (
        "Hold",
        "Pending",
        "Mainstream",
        "Needs",
        "Medium",
        "Resilience \N{EN DASH} Time limits",
        "Apache Kafka",
    ):
        assert told in lists, told
    tagged = pages["kafka"].partition("excellence-tagged")[2]
    assert tagged.index("Saga") < tagged.index("One log")
    assert "Resilience \N{EN DASH} Time limits" in pages["index"]
    sheet = (result.out / "_static" / "excellence-tiers.css").read_text(encoding="utf-8")
    assert ".excellence-sign.excellence-status-hold{--excellence-accent:#9b2c2c}" in sheet
    tags = (result.out / "excellence-tags.html").read_text(encoding="utf-8").partition("excellence-index")[2]
    assert tags.index("Apache Kafka") < tags.index("One log") < tags.index("Saga")
    categories = (
        (result.out / "excellence-categories.html").read_text(encoding="utf-8").partition("excellence-index")[2]
    )
    assert categories.count(">Saga<") == 2
    assert categories.index("Resilience \N{EN DASH} Time limits") < categories.index(">Data<")


def test_a_page_that_shows_a_record_without_being_its_home_links_to_the_index_alone(project):
    kafka = SITE["source/kafka.md"].replace("} kafka\n", "} kafka\n:no-index:\n")
    project.write({**SITE, "source/adr.md": "# One log\n\n```{adr} adr-1\n:no-index:\n```\n", "source/kafka.md": kafka})
    result = project.build("html")
    assert 'href="excellence-tags.html#cap-Apache_20Kafka"' in result.text("saga.html")
    page = (result.out / "adr.html").read_text(encoding="utf-8")
    assert 'href="excellence-tags.html"' in page
    assert "#cap-" not in page
    without = project.build("dirhtml", "-D", "html_domain_indices=0")
    assert "Apache Kafka" in (without.out / "saga" / "index.html").read_text(encoding="utf-8")
    assert "excellence-tags" not in (without.out / "saga" / "index.html").read_text(encoding="utf-8")


#: A link to the list on another page, in each format.
LINKS = {
    "singlehtml": ("index.html", '<a class="reference internal" href="#tagged-records-kafka"'),
    "epub": ("saga.xhtml", 'href="kafka.xhtml#tagged-records-kafka"'),
    "xml": ("saga.xml", "refuri"),
    "latex": ("test.tex", "{kafka:tagged-records-kafka}"),
    "typst": ("test/pages/saga.typ", 'to(label: "kafka:tagged-records-kafka"'),
}


@pytest.mark.parametrize("builder", LINKS)
def test_a_tag_leads_to_its_list_in_every_format(project, builder):
    titles = 'latex_documents = [("index", "test.tex", "T", "n", "manual")]\nversion = copyright = "1"\n'
    project.write({**SITE, "conf.py": CONF + titles})
    result = project.build(builder, "-W")
    assert (result.warnings, result.code) == ([], 0)
    file, link = LINKS[builder]
    assert link in result.text(file)


@pytest.mark.parametrize(
    "without",
    ["# Kafka\n", "# Kafka\n\n```{tagged-records} kafka\n:no-index:\n```\n",
     "# Kafka\n\n````{only} epub\n```{tagged-records} kafka\n```\n````\n"],
    ids=["gone", "no-index", "another builder"],
)  # fmt: skip
def test_a_list_that_comes_and_goes_takes_the_links_along(project, without):
    there = "# Kafka\n\n```{tagged-records} kafka\n```\n"
    for number, page in enumerate((there, without, there)):
        project.write({**SITE, "source/kafka.md": page})
        kept = project.build("html", "-W", doctrees="kept", out="html")
        assert (kept.warnings, kept.code) == ([], 0)
        for name in ("saga", "adr"):
            assert ("#tagged-records-kafka" in kept.text(f"{name}.html")) is (page == there), number
            assert ("#cap-Apache_20Kafka" in kept.text(f"{name}.html")) is (page != there), number
        shutil.rmtree(project.root / "clean", ignore_errors=True)
        project.build("html", doctrees=f"fresh-{number}", out="clean")
        different = differences(project.root / "html", project.root / "clean")
        assert [each for each in different if not each.endswith(".pickle")] == [], number


def test_without_tags_there_is_no_index_of_tags(project):
    plain = RECORDS.replace("tags: [kafka]", "reviewed: 2026-01-01")
    project.write({**SITE, "data/records.yaml": plain, "source/kafka.md": "# Kafka\n"})
    result = project.build("html")
    assert not (result.out / "excellence-tags.html").exists()
    assert not [path for path in result.out.glob("*.html") if "excellence-tags" in path.read_text(encoding="utf-8")]
    assert (result.out / "excellence-categories.html").exists()


@pytest.mark.parametrize(
    ("name", "meant"), [("status", "statuses.pattern"), ("tag", "tags"), ("relation", "relations")]
)
def test_a_list_of_words_that_there_is_not_is_told(project, name, meant):
    project.write({**SITE, "source/kafka.md": f"# Kafka\n\n```{{vocabulary}} {name}\n```\n"})
    result = project.build("text")
    (warning,) = result.warnings
    assert "kafka.md:3" in warning
    assert f"there is no list of words '{name}'" in warning
    assert meant in warning
    assert name in result.text("kafka.txt")


def test_a_tag_that_no_record_has_is_told(project):
    project.write({**SITE, "source/kafka.md": "# Kafka\n\n```{tagged-records} kafak\n```\n"})
    (warning,) = project.build("html").warnings
    assert "no record has the tag 'kafak'" in warning
    assert "did you mean 'kafka'?" in warning
