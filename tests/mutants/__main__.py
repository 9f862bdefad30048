"""``python -m tests.mutants``: make the mutants, run the tests over them, and compare who survives with the list.

The end is not zero where less than 90 % of a layer's mutants are killed or listed in ``survivors.toml``, and, with
``--strict``, where any survives that is not listed. An entry that a whole run does not need fails it too.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.mutants.listed import read_list
from tests.mutants.making import make_mutants
from tests.mutants.mutant import LAYERS, PACKAGE, Mutant

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "mutants"
RESULTS = BUILD / "results.jsonl"
#: The outcomes of a mutant that no test has killed.
ALIVE = frozenset({"survived", "unreached"})
#: So much of each layer's mutants are killed, or listed with a reason.
ENOUGH = 0.9
#: Tests that start processes of their own see no mutant, and those with a build take longer than thousands of others.
LEFT_OUT = (
    "--ignore=tests/unit/test_floors.py",
    "--deselect=tests/unit/rules/test_rule_cases.py::test_the_rules_own_examples_are_told_by_the_real_gate",
    "--deselect=tests/unit/loader/test_bad_input.py::test_what_is_no_file_is_told_and_never_waited_for",
    "--deselect=tests/unit/loader/test_unknown_settings.py::test_a_build_tells_them_wherever_they_are_set_and_on_every_run",
    "--deselect=tests/unit/loader/test_unknown_settings.py::test_what_conf_py_imports_and_defines_is_no_setting",
)


def main() -> int:
    """Run what the arguments ask for, and print what survives."""
    options = _options()
    if options.again is not None and options.again != RESULTS:
        BUILD.mkdir(parents=True, exist_ok=True)
        RESULTS.write_bytes(options.again.read_bytes())
    adds = options.again is not None or options.rest
    before = _read_rows() if adds else []
    alive = {mutant.change for mutant, row in before if row["outcome"] in ALIVE}
    modules = {mutant.module for mutant, row in before if row["outcome"] in ALIVE} if options.again else None
    mutants = make_mutants(ROOT, BUILD / "copy", options.only, modules)
    total = len(mutants)
    if options.again is not None:
        mutants = [mutant for mutant in mutants if mutant.change in alive]
    if options.rest:
        known = {mutant.change for mutant, _ in before}
        mutants = [mutant for mutant in mutants if mutant.change not in known]
    if options.sample:
        mutants = random.Random(options.seed).sample(mutants, min(options.sample, total))
        mutants.sort(key=lambda mutant: (mutant.module, mutant.name))
    print(f"{len(mutants)} of {total} mutants", flush=True)
    order = {
        "mutants": [{**asdict(mutant), "reached_as": mutant.reached_as} for mutant in mutants],
        "budget": options.budget,
        "processes": options.processes,
        "results": str(RESULTS),
        "adds": adds,
        "run": time.time_ns(),
    }
    (BUILD / "order.json").write_text(json.dumps(order), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.mutants.running",
        "-p",
        "no:xdist",
        "-p",
        "no:cacheprovider",
    ]
    # No report of a failure is read, and writing one costs more than most tests.
    command += ["-q", "-s", "--tb=no", "--rootdir=.", "-o", "tmp_path_retention_policy=none", *LEFT_OUT, *options.tests]
    environment = {**os.environ, "MUTANTS": str(BUILD / "order.json"), "PYTHONHASHSEED": "0"}
    # Other sessions of pytest clear away the folders that they all share.
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        command += ["--basetemp", f"{folder}/tests"]
        done = subprocess.run(command, cwd=BUILD / "copy", env=environment, check=False)
    if done.returncode not in {0, 5}:
        return done.returncode
    whole = not options.sample and options.only == "*" and options.again is None
    return _report(_read_rows(), whole=whole, strict=options.strict)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="*", help="modules whose names match, such as '*.rules.lineages'")
    parser.add_argument("--sample", type=int, default=0, help="so many mutants, drawn by chance; all by default")
    parser.add_argument("--seed", type=int, default=13, help="what the sample is drawn by")
    parser.add_argument(
        "--again",
        nargs="?",
        type=Path,
        const=RESULTS,
        help="only the mutants that survived in the last run, or in the run whose results.jsonl is named",
    )
    parser.add_argument("--rest", action="store_true", help="only the mutants that the last run had not come to")
    parser.add_argument("--budget", type=float, default=10, help="seconds of tests for one mutant, at least one test")
    parser.add_argument(
        "--tests", nargs="+", default=["tests/unit"], help="the tests that are run, as pytest takes them"
    )
    parser.add_argument("--strict", action="store_true", help="fail on every survivor that is not listed")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def _read_rows() -> list[tuple[Mutant, dict[str, Any]]]:
    """Return each mutant that was run, with the row that tells its outcome: the latest of a change that was run again."""
    rows = [json.loads(line) for line in RESULTS.read_text(encoding="utf-8").splitlines()]
    found = [(Mutant(row["module"], row["name"], row["was"], row["becomes"]), row) for row in rows]
    latest = {mutant.change: row.get("run", 0) for mutant, row in found}
    return [(mutant, row) for mutant, row in found if row.get("run", 0) == latest[mutant.change]]


def _report(rows: list[tuple[Mutant, dict[str, Any]]], *, whole: bool, strict: bool) -> int:
    """Print the score of each layer and write down the survivors; return 1 where they are too many."""
    listed = read_list()
    alive: list[Mutant] = []
    score: dict[str, Counter[str]] = {layer: Counter() for layer in (*LAYERS, "all")}
    for mutant, row in rows:
        layer = mutant.module.removeprefix(f"{PACKAGE}.").partition(".")[0]
        survived = row["outcome"] in ALIVE
        outcome = "listed" if survived and mutant in listed else row["outcome"]
        score[layer][outcome] += 1
        score["all"][outcome] += 1
        if survived:
            alive.append(mutant)
    new = [mutant for mutant in alive if mutant not in listed]
    (BUILD / "survivors.txt").write_text("".join(f"{mutant}\n" for mutant in new), encoding="utf-8")
    print(
        f"\n{'layer':<10}{'mutants':>9}{'killed':>9}{'listed':>9}{'survived':>9}{'unreached':>10}{'killed of all':>15}"
    )
    poor = False
    for layer, count in score.items():
        killed, every = count["killed"] + count["stopped"], count.total()
        share = f"{100 * killed / every:.1f} %" if every else "-"
        poor = poor or killed + count["listed"] < ENOUGH * every
        print(
            f"{layer:<10}{every:>9}{killed:>9}{count['listed']:>9}{count['survived']:>9}{count['unreached']:>10}{share:>15}"
        )
    unneeded = listed.unused() if whole else []
    for entry in unneeded:
        print(f"survivors.toml lists what does not survive: {entry}")
    if new:
        print(f"{len(new)} mutants survive and are not listed: see {BUILD / 'survivors.txt'}")
    return 1 if poor or unneeded or (strict and new) else 0


if __name__ == "__main__":
    sys.exit(main())
