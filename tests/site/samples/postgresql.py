"""A PostgreSQL of the tests' own, on which the SQL of pages is run as it is printed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.lacking import find_postgresql
from tests.site.samples import code_of

#: The server refuses to run as root; Debian's package has made this user.
_USER = "postgres"


def statements_of(page: str) -> list[str]:
    """Return the statements of a page's SQL, without the comments."""
    (code,) = code_of(page, "sql")
    return [statement.strip() + ";" for statement in re.sub(r"--.*", "", code).split(";") if statement.strip()]


@dataclass(frozen=True)
class Answer:
    """What a session printed, line by line (rows, and what became of each statement), and its errors."""

    lines: list[str]
    errors: str


@dataclass(frozen=True)
class Server:
    """Each session is a connection of its own."""

    programs: Path
    folder: Path

    def start_session(self, *statements: str, database: str = _USER, **values: str) -> subprocess.Popen[str]:
        """Begin to run statements in which ``:name`` stands for a value."""
        given = [f"--set={name}='{value}'" for name, value in values.items()]
        command = [self.programs / "psql", "-XAt", "-h", self.folder, "-U", _USER, *given, database]
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
        session = subprocess.Popen(
            command, env=environment, text=True, stdin=-1, stdout=-1, stderr=-1, encoding="utf-8"
        )
        assert session.stdin is not None
        session.stdin.write("\n".join(statements))
        session.stdin.close()
        session.stdin = None
        return session

    def run(self, *statements: str, database: str = _USER, **values: str) -> Answer:
        return finish(self.start_session(*statements, database=database, **values))


def finish(session: subprocess.Popen[str]) -> Answer:
    out, errors = session.communicate(timeout=20)
    return Answer(out.splitlines(), errors)


@contextmanager
def run_server() -> Iterator[Server]:
    """Make a cluster, and run a server that only a socket in its folder leads to."""
    programs = find_postgresql()
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # the path of a socket has to be short
    before: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, _USER, _USER)
        before = ["runuser", "-u", _USER, "--"]
    data = folder / "data"

    def call(*command: str | Path) -> None:
        with (folder / "told.txt").open("a") as told:  # the server keeps it open: a pipe would never end
            done = subprocess.run([*before, *command], stdout=told, stderr=told, cwd=folder, check=False, timeout=60)
        assert done.returncode == 0, (folder / "told.txt").read_text()

    settings = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c max_prepared_transactions=5"

    try:
        call(programs / "initdb", "-D", data, "-U", _USER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        call(programs / "pg_ctl", "start", "-w", "-D", data, "-o", settings)
        try:
            yield Server(programs, folder)
        finally:
            call(programs / "pg_ctl", "stop", "-m", "immediate", "-D", data)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
