"""A few processes that draw diagrams, each with an engine of its own that lives as long as the process.

A diagram that takes too long, or at which its process ends, is refused; the next one gets a new process. Nothing waits
for ever, and no process outlives the pool.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from sphinx_excellence.diagrams.engine import Faces
from sphinx_excellence.diagrams.errors import DiagramError, DiagramsUnavailable

#: The longest that a diagram may take, and the start of an engine, in seconds.
TIME_LIMIT: Final = 300.0
#: As many processes at most where nobody says how many; each takes some 200 MB.
_MOST: Final = 4

#: What a process runs.
_PROGRAM: Final = "import sys; sys.path.append(sys.argv[1]); from sphinx_excellence.diagrams.worker import main; main()"
_HAS_AFFINITY: Final = hasattr(os, "sched_getaffinity")

Outcome = str | DiagramError | DiagramsUnavailable


def process_count(jobs: int) -> int:
    """Return how many processes draw: as many as the jobs of a build, else as there are cores, up to four."""
    return jobs if jobs > 1 else min(_MOST, len(os.sched_getaffinity(0)) if _HAS_AFFINITY else os.cpu_count() or 1)


class _Worker:
    """A process that draws."""

    def __init__(self, faces: Faces) -> None:
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        self._process = subprocess.Popen(  # noqa: S603 - Python itself
            [sys.executable, "-P", "-c", _PROGRAM, str(Path(__file__).parents[2])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
        )
        answer = self.ask(asdict(faces))
        if "ready" not in answer:
            self.stop()
            raise DiagramsUnavailable(f"Mermaid does not start: {answer.get('broken') or answer['ended']}")

    def ask(self, question: object) -> dict[str, Any]:
        """Return the answer to a question; ``ended`` says why there is none."""
        is_late = threading.Event()

        def end() -> None:
            is_late.set()
            self._process.kill()

        assert self._process.stdin is not None  # noqa: S101 - both are pipes
        assert self._process.stdout is not None  # noqa: S101
        timer = threading.Timer(TIME_LIMIT, end)
        timer.daemon = True
        timer.start()
        try:
            self._process.stdin.write(json.dumps(question).encode() + b"\n")
            self._process.stdin.flush()
            answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        except (OSError, ValueError):  # a pipe that is closed, half an answer or none
            self._process.kill()
            return {"ended": self._reason(is_late=is_late.is_set())}
        finally:
            timer.cancel()
        return answer

    def _reason(self, *, is_late: bool) -> str:
        code = self._process.wait()
        if is_late:
            return f"it takes longer than {TIME_LIMIT:g} seconds"
        self._said.seek(0)
        said = self._said.read().decode(errors="replace").strip().rpartition("\n")[2]
        how = f"was ended by signal {-code}" if code < 0 else f"ended with the status {code}"
        return f"the process that draws it {how}" + (f" ({said})" if said else "")

    def kill(self) -> None:
        """End the process now."""
        self._process.kill()

    def stop(self) -> None:
        """Let the process end, and wait for it."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was written and not read
                    self._process.kill()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._said.close()


class Pool:
    """Up to ``size`` processes, started when they are needed."""

    def __init__(self, faces: Faces, size: int) -> None:
        self._faces = faces
        self._size = size
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._lock = threading.Lock()
        self._waiting: deque[str] = deque()
        self._unavailable: DiagramsUnavailable | None = None

    def draw(self, sources: Sequence[str]) -> Iterator[tuple[str, Outcome]]:
        """Draw diagrams; yield each with its drawing, or why there is none, as they are finished."""
        done: queue.SimpleQueue[tuple[str, Outcome]] = queue.SimpleQueue()
        self._waiting.extend(sources)
        given_up = threading.Event()
        threads = [
            threading.Thread(target=self._work, args=(done, given_up), daemon=True)
            for _ in range(min(self._size, len(sources)))
        ]
        for thread in threads:
            thread.start()
        try:
            for _ in sources:
                yield done.get()
        finally:
            self._waiting.clear()
            with self._lock:
                given_up.set()
                busy = list(self._busy)
            for worker in busy:  # none, unless the build is given up
                worker.kill()
            for thread in threads:
                thread.join()

    def close(self) -> None:
        """End the processes."""
        while self._idle:
            self._idle.pop().stop()

    def _work(self, done: queue.SimpleQueue[tuple[str, Outcome]], given_up: threading.Event) -> None:
        worker: _Worker | None = None
        while True:
            try:
                source = self._waiting.popleft()
            except IndexError:
                break
            try:
                worker = worker or self._taken(given_up)
                answer = worker.ask(source)
            except DiagramsUnavailable as error:
                self._unavailable = error
                done.put((source, error))
            except OSError as error:
                self._unavailable = DiagramsUnavailable(f"no process can be started: {error}")
                done.put((source, self._unavailable))
            else:
                if "ended" in answer:
                    self._busy.discard(worker)
                    worker.stop()
                    worker = None
                    done.put((source, DiagramError(answer["ended"], is_final=False)))
                elif "svg" in answer:
                    done.put((source, answer["svg"]))
                else:
                    done.put((source, DiagramError(answer["refused"], is_final=answer["final"])))
        if worker is not None:
            with self._lock:
                self._busy.discard(worker)
                self._idle.append(worker)

    def _taken(self, given_up: threading.Event) -> _Worker:
        if self._unavailable is not None:
            raise self._unavailable
        with self._lock:
            worker = self._idle.pop() if self._idle else None
        worker = worker or _Worker(self._faces)
        with self._lock:
            self._busy.add(worker)
            # One that was being started when the build was given up is none of those that were ended then.
            if given_up.is_set():
                worker.kill()
        return worker
