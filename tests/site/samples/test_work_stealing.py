"""Idle workers find work, the oldest task is the one to take, and the turns are close to the best possible."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.lacking import find_java, find_javac
from tests.site.samples import code_of, defined_in

PAGE = defined_in("work-stealing")
Scheduler, tree = PAGE["Scheduler"], PAGE["tree"]


def test_the_numbers_of_the_page():
    oldest = Scheduler(8)
    assert oldest.run(tree(12)) == 1039 and oldest.stolen == 86
    newest = Scheduler(8, oldest=False)
    assert newest.run(tree(12)) == 1068 and newest.stolen == 388
    assert sum(oldest.executed) == sum(newest.executed) == 8191 == 2**13 - 1
    assert -(-8191 // 8) == 1024


def test_the_other_numbers_of_the_page():
    assert 32 / 2e-6 == 16e6 and round(1 - 10e6 / 32e6, 2) == 0.69
    assert 50 / 2000 == 0.025 and 50 / 100 == 0.5
    assert 4 * 100 / 64 == 6.25 and 100 - 6.25 == 93.75
    assert 0.05 * 100 == 5 and 3 / 8 == 0.375
    assert round(16e6 * 86 / 8191, -4) == 170_000 and round(0.17 / 32, 3) == 0.005


@pytest.mark.parametrize("seed", range(5))
def test_thieves_that_take_the_oldest_come_back_less_often(seed):
    oldest, newest = Scheduler(8, seed=seed), Scheduler(8, oldest=False, seed=seed)
    turns = oldest.run(tree(12)), newest.run(tree(12))
    assert oldest.stolen * 3 < newest.stolen
    assert all(1024 <= each <= 1024 + 6 * 12 for each in turns), "the work divided by 8, and some lengths of the chain"


def test_uneven_work_is_shared():
    def skewed(depth):
        return lambda: [skewed(depth - 1), tree(min(depth - 1, 5))] if depth else []

    scheduler = Scheduler(8)
    turns = scheduler.run(skewed(60))
    assert turns < 1.1 * sum(scheduler.executed) / 8
    assert min(scheduler.executed) > 0.7 * max(scheduler.executed)


def test_the_owner_takes_what_it_has_just_made():
    order = []

    def task(name, *children):
        return lambda: order.append(name) or list(children)

    Scheduler(1).run(task("a", task("b", task("c")), task("d", task("e"))))
    assert order == ["a", "d", "e", "b", "c"]


def test_one_worker_has_no_other_to_take_from():
    alone = Scheduler(1)
    assert alone.run(tree(6)) == 127 and alone.stolen == 0


def test_a_chain_cannot_be_shared():
    def chain(length):
        return lambda: [chain(length - 1)] if length else []

    assert Scheduler(8).run(chain(100)) == 101


MAIN = """
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

class Main {
    private static final CountDownLatch BOTH_ENDS = new CountDownLatch(2);

    private static volatile boolean met = true;

    private static long meet(int i, int last) {
        if (i == 0 || i == last) {
            BOTH_ENDS.countDown();
            try {
                met = BOTH_ENDS.await(15, TimeUnit.SECONDS) && met;
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
        return i;
    }

    private static long stop(CountDownLatch two) {
        two.countDown();
        try {
            two.await(15, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        throw new IllegalStateException("two threads have begun");
    }

    public static void main(String[] arguments) {
        ForkJoinPool pool = new ForkJoinPool(4);
        for (int length : new int[] {0, 1, 1_000, 1_001, 300_000}) {
            long sum = pool.invoke(new Sum(i -> 3_000_000_000L + i, 0, length));
            System.out.println(sum == LongStream.range(0, length).map(i -> 3_000_000_000L + i).sum());
        }
        long sum = pool.invoke(new Sum(i -> meet(i, 1_999), 0, 2_000));
        System.out.println(sum == 1_999_000 && met && pool.getStealCount() > 0);
        System.out.println(pool.invoke(new Sum(i -> i, -3_000, 0)) == -4_501_500L);
        int end = Integer.MAX_VALUE;
        System.out.println(pool.invoke(new Sum(i -> i, end - 5_000, end)) == 10_737_405_732_500L);
        CountDownLatch two = new CountDownLatch(2);
        try {
            pool.invoke(new Sum(i -> stop(two), Integer.MIN_VALUE, end));
        } catch (IllegalStateException stopped) {
            System.out.println(two.getCount() == 0);
        }
    }
}
"""


def test_the_sum_in_java_is_compiled_and_shared_by_threads(tmp_path: Path):
    (code,) = code_of("work-stealing", "java")
    (tmp_path / "Sum.java").write_text(code, encoding="utf-8")
    (tmp_path / "Main.java").write_text(MAIN, encoding="utf-8")
    javac, java = find_javac(), find_java()
    subprocess.run([javac, "-Xlint:all,-serial", "-Werror", "Sum.java", "Main.java"], check=True, cwd=tmp_path)
    options = ["-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", "."]
    found = subprocess.run([java, *options, "Main"], check=True, cwd=tmp_path, capture_output=True, text=True).stdout
    assert found.split() == ["true"] * 9, (
        "five sums, one whose two ends ran at the same time, and three at the edges of int"
    )
