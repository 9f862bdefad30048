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
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from tests.mutants.listed import read_list
from tests.mutants.making import make_mutants
from tests.mutants.mutant import LAYERS, PACKAGE, Mutant

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "mutants"
#: So much of each layer's mutants are killed, or listed with a reason.
ENOUGH = 0.9
#: Tests that start processes of their own see no mutant, and those of the real gate take a build each.
LEFT_OUT = (
    "--ignore=tests/unit/test_floors.py",
    "--deselect=tests/unit/test_rule_cases.py::test_the_rules_own_examples_are_told_by_the_real_gate",
)


def main() -> int:
    """Run what the arguments ask for, and print what survives."""
    options = _options()
    mutants = make_mutants(ROOT, BUILD / "copy", options.only)
    total = len(mutants)
    if options.sample:
        mutants = random.Random(options.seed).sample(mutants, min(options.sample, total))
        mutants.sort(key=lambda mutant: (mutant.module, mutant.name))
    print(f"{len(mutants)} of {total} mutants", flush=True)
    order = {
        "mutants": [{**asdict(mutant), "reached_as": mutant.reached_as} for mutant in mutants],
        "budget": options.budget,
        "processes": options.processes,
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
    command += ["-q", "-s", "--rootdir=.", "-o", "tmp_path_retention_policy=none", *LEFT_OUT, *options.tests]
    environment = {**os.environ, "MUTANTS": str(BUILD / "order.json"), "PYTHONHASHSEED": "0"}
    done = subprocess.run(command, cwd=BUILD / "copy", env=environment, check=False)
    if done.returncode not in {0, 5}:
        return done.returncode
    rows = [json.loads(line) for line in (BUILD / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    return _report(rows, whole=not options.sample and options.only == "*", strict=options.strict)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="*", help="modules whose names match, such as '*.rules.lineages'")
    parser.add_argument("--sample", type=int, default=0, help="so many mutants, drawn by chance; all by default")
    parser.add_argument("--seed", type=int, default=13, help="what the sample is drawn by")
    parser.add_argument("--budget", type=float, default=10, help="seconds of tests for one mutant, at least one test")
    parser.add_argument(
        "--tests", nargs="+", default=["tests/unit"], help="the tests that are run, as pytest takes them"
    )
    parser.add_argument("--strict", action="store_true", help="fail on every survivor that is not listed")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def _report(rows: list[dict[str, object]], *, whole: bool, strict: bool) -> int:
    """Print the score of each layer and write down the survivors; return 1 where they are too many."""
    listed = read_list()
    alive: list[Mutant] = []
    score: dict[str, Counter[str]] = {layer: Counter() for layer in (*LAYERS, "all")}
    for row in rows:
        mutant = Mutant(str(row["module"]), str(row["name"]), str(row["was"]), str(row["becomes"]))
        layer = mutant.module.removeprefix(f"{PACKAGE}.").partition(".")[0]
        survived = row["outcome"] in {"survived", "unreached"}
        outcome = "listed" if survived and mutant in listed else row["outcome"]
        score[layer][str(outcome)] += 1
        score["all"][str(outcome)] += 1
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
