"""The SQL of pages does on PostgreSQL what they say."""

from __future__ import annotations

import pytest

from tests.site.samples import PATTERNS, code_of, defined_in
from tests.site.samples.postgresql import finish, run_server, statements_of


@pytest.fixture(scope="module")
def server():
    with run_server() as running:
        yield running


def test_all_sql_is_run_here():
    assert {path.stem for path in PATTERNS.glob("*.md") if code_of(path.stem, "sql")} == {
        "choreography-saga",
        "leader-election",
        "two-phase-commit",
    }


# Choreographed saga ----------------------------------------------------------------------------------------------


def test_sagas_are_found_that_should_have_ended_and_have_not(server):
    server.run(
        "CREATE TABLE orders (id int PRIMARY KEY, state text NOT NULL, placed_at timestamptz NOT NULL);",
        "INSERT INTO orders SELECT id, state, now() - age FROM (VALUES",
        "  (1, 'pending', interval '31 minutes'), (2, 'pending', interval '29 minutes'),",
        "  (3, 'confirmed', interval '31 minutes'), (4, 'cancelled', interval '2 days'),",
        "  (5, 'pending', interval '3 days')) AS placed (id, state, age);",
    )
    (query,) = statements_of("choreography-saga")
    answer = server.run(query)
    assert answer.errors == ""
    assert [line.split("|")[0] for line in answer.lines] == ["1", "5"]
    assert all(len(line.split("|")) == 2 for line in answer.lines)  # with the time, which says how long it waits


# Leader election -------------------------------------------------------------------------------------------------

ASK, RELEASE = statements_of("leader-election")
LATER = "UPDATE leadership SET expires = expires - interval '{} seconds';"


@pytest.fixture
def leadership(server):
    """The row, as the comment on the page has it."""
    answer = server.run(
        "DROP TABLE IF EXISTS leadership;",
        "CREATE TABLE leadership (name text PRIMARY KEY, holder text NOT NULL, term bigint NOT NULL,",
        "                         expires timestamptz NOT NULL);",
        "INSERT INTO leadership VALUES ('billing', '', 0, '-infinity'), ('other', 'x', 40, '-infinity');",
    )
    assert answer.lines[-1] == "INSERT 0 2"

    def ask(candidate):
        """Return the term, or nothing if another leads."""
        answer = server.run(ASK, me=candidate)
        assert answer.errors == ""
        *rows, outcome = answer.lines
        assert outcome == f"UPDATE {len(rows)}"
        return int(rows[0]) if rows else None

    return ask


def test_the_comment_about_the_row_is_the_row_of_the_test():
    (code,) = code_of("leader-election", "sql")
    assert "('billing', holder '', term 0, expires '-infinity')" in code


def test_a_second_candidate_gets_no_row_while_the_first_leads_and_the_next_term_after_it(server, leadership):
    assert leadership("a") == 1
    assert leadership("b") is None
    server.run(LATER.format(14))
    assert leadership("b") is None
    server.run(LATER.format(1))
    assert leadership("b") == 2
    assert leadership("a") is None


def test_a_renewal_keeps_the_term_and_counts_fifteen_seconds_from_now(server, leadership):
    assert leadership("a") == 1
    server.run(LATER.format(10))
    assert leadership("a") == 1
    left = "SELECT expires - now() > interval '14 seconds' FROM leadership WHERE name = 'billing';"
    assert server.run(left).lines == ["t"]
    server.run(LATER.format(10))
    assert leadership("b") is None


def test_who_comes_too_late_for_a_renewal_leads_under_a_new_term(server, leadership):
    assert leadership("a") == 1
    server.run(LATER.format(15))
    assert leadership("a") == 2


def test_of_candidates_that_ask_at_once_one_leads(server, leadership):
    for term in (1, 2):
        sessions = [server.start_session(ASK, me=f"candidate {number}") for number in range(6)]
        answers = [finish(session).lines for session in sessions]
        assert sorted(answers) == sorted([[str(term), "UPDATE 1"], *[["UPDATE 0"]] * 5])
        server.run(LATER.format(15))


def test_whoever_leads_gives_back_its_own_lease_alone(server, leadership):
    assert leadership("a") == 1
    assert server.run(RELEASE, me="b").lines == ["UPDATE 0"]
    assert leadership("b") is None
    assert server.run(RELEASE, me="a").lines == ["UPDATE 1"]
    assert leadership("b") == 2


def test_other_leaders_are_left_alone(server, leadership):
    leadership("a")
    server.run(RELEASE, me="a")
    answer = server.run("SELECT holder, term, expires FROM leadership WHERE name = 'other';")
    assert answer.lines == ["x|40|-infinity"]


def test_in_a_longer_transaction_the_lease_would_begin_too_early(server, leadership):
    left = "SELECT expires - clock_timestamp() < interval '14.7 seconds' FROM leadership WHERE name = 'billing';"
    assert server.run("BEGIN;", "SELECT pg_sleep(0.4);", ASK, "COMMIT;", left, me="a").lines[-1] == "t"
    assert server.run(ASK, left, me="a").lines[-1] == "f"


# Two-phase commit ------------------------------------------------------------------------------------------------

BEGIN, DEBIT, PREPARE, COMMIT = statements_of("two-phase-commit")
NAME = "transfer-4711-debit"
IN_DOUBT = "SELECT gid FROM pg_prepared_xacts;"
BALANCE = "SELECT balance FROM account WHERE id = 7;"


@pytest.fixture
def account(server):
    def make(balance):
        answer = server.run(
            "DROP TABLE IF EXISTS account;",
            "CREATE TABLE account (id int PRIMARY KEY, balance int NOT NULL);",
            f"INSERT INTO account VALUES (7, {balance}), (8, 500);",
        )
        assert answer.lines[-1] == "INSERT 0 2"

    yield make
    for name in server.run(IN_DOUBT).lines:
        server.run(f"ROLLBACK PREPARED '{name}';")


def test_a_yes_survives_the_connection_and_keeps_its_locks_until_the_decision(server, account):
    account(130)
    assert server.run(BEGIN, DEBIT, PREPARE).lines == ["BEGIN", "UPDATE 1", "PREPARE TRANSACTION"]
    assert server.run(IN_DOUBT).lines == [NAME]
    assert server.run(BALANCE).lines == ["130"]  # nobody sees it yet
    waiting = server.run("SET lock_timeout = '50ms';", "UPDATE account SET balance = 0 WHERE id = 7;")
    assert "lock timeout" in waiting.errors
    assert server.run("UPDATE account SET balance = 400 WHERE id = 8;").lines == ["UPDATE 1"]
    held = "SELECT count(*) > 0 FROM pg_locks WHERE granted AND pid IS NULL AND locktype = 'relation';"
    assert server.run(held).lines == ["t"]  # as the table of the page says
    assert server.run(COMMIT).lines == ["COMMIT PREPARED"]
    assert server.run(IN_DOUBT, BALANCE).lines == ["30"]


def test_the_other_decision_leaves_the_account_as_it_was(server, account):
    account(130)
    server.run(BEGIN, DEBIT, PREPARE)
    assert f"COMMIT PREPARED '{NAME}';" == COMMIT
    assert server.run(COMMIT.replace("COMMIT", "ROLLBACK")).lines == ["ROLLBACK PREPARED"]
    assert server.run(IN_DOUBT, BALANCE).lines == ["130"]


def test_prepare_in_a_failed_transaction_answers_rollback_without_an_error_of_its_own(server, account):
    account(130)
    answer = server.run(BEGIN, DEBIT, "SELECT 1 / 0;", PREPARE)
    assert answer.lines == ["BEGIN", "UPDATE 1", "ROLLBACK"]
    assert answer.errors.count("ERROR") == 1
    assert "division by zero" in answer.errors
    assert server.run(IN_DOUBT, BALANCE).lines == ["130"]
    assert "does not exist" in server.run(COMMIT).errors


def test_a_debit_of_no_row_is_no_failure_to_the_server_so_the_client_has_to_look(server, account):
    """Without the comment's ROLLBACK, the server would answer *yes* to a debit that did not take place."""
    account(99)
    answer = server.run(BEGIN, DEBIT, PREPARE)
    assert answer.lines == ["BEGIN", "UPDATE 0", "PREPARE TRANSACTION"]
    server.run(f"ROLLBACK PREPARED '{NAME}';")
    voted = server.run(
        BEGIN,
        DEBIT,
        r"SELECT :ROW_COUNT = 0 AS nothing \gset",
        r"\if :nothing",
        "ROLLBACK;",
        r"\else",
        PREPARE,
        r"\endif",
    )
    assert voted.lines == ["BEGIN", "UPDATE 0", "ROLLBACK"]
    assert server.run(IN_DOUBT, BALANCE).lines == ["99"]


def test_a_balance_that_is_just_enough_is_debited(server, account):
    account(100)
    assert server.run(BEGIN, DEBIT, PREPARE, COMMIT).lines[1:] == ["UPDATE 1", "PREPARE TRANSACTION", "COMMIT PREPARED"]
    assert server.run(BALANCE).lines == ["0"]


class Bank:
    """A participant of the page's coordinator: a database with an account, changed as on the page."""

    def __init__(self, server, database, change):
        self.server, self.database, self.change, self.reached = server, database, change, True
        self.run(
            "CREATE TABLE account (id int PRIMARY KEY, balance int NOT NULL);", "INSERT INTO account VALUES (7, 130);"
        )

    def run(self, *statements):
        return self.server.run(*statements, database=self.database)

    def prepare(self, name):
        vote = [r"SELECT :ROW_COUNT = 0 AS nothing \gset", r"\if :nothing", "ROLLBACK;", r"\else"]
        prepare = PREPARE.replace(NAME, f"{name}-{self.database}")
        return self.run(BEGIN, self.change, *vote, prepare, r"\endif").lines[-1] == "PREPARE TRANSACTION"

    def finish(self, name, commit):
        if not self.reached:
            return False
        decision = COMMIT.replace(NAME, f"{name}-{self.database}")
        errors = self.run(decision if commit else decision.replace("COMMIT", "ROLLBACK")).errors
        return not errors or "does not exist" in errors  # it has heard before

    def in_doubt(self):
        found = self.run("SELECT gid FROM pg_prepared_xacts WHERE database = current_database();").lines
        return [name.removesuffix(f"-{self.database}") for name in found]

    def balance(self):
        return int(self.run(BALANCE).lines[-1])


def test_the_coordinator_of_the_page_moves_money_between_two_databases(server):
    server.run("CREATE DATABASE a;", "CREATE DATABASE b;")
    a, b = Bank(server, "a", DEBIT), Bank(server, "b", DEBIT.partition("WHERE")[0].replace("-", "+") + "WHERE id = 7;")
    coordinator = defined_in("two-phase-commit")["Coordinator"]({})
    b.reached = False  # it has voted, and is gone
    assert coordinator.run("t1", [a, b]) is True
    assert (a.balance(), b.balance(), b.in_doubt()) == (30, 130, ["t1"])
    b.reached = True
    coordinator.recover([a, b])
    assert (a.balance(), b.balance(), b.in_doubt(), coordinator.decided) == (30, 230, [], {})
    assert coordinator.run("t2", [a, b]) is False  # 30 are too few
    assert b.prepare("t3")  # the coordinator's machine fails here
    coordinator.recover([a, b])
    assert (a.balance(), b.balance(), a.in_doubt(), b.in_doubt()) == (30, 230, [], [])


def test_a_server_with_its_own_settings_prepares_nothing(server):
    assert server.run("SELECT boot_val FROM pg_settings WHERE name = 'max_prepared_transactions';").lines == ["0"]
