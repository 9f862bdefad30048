"""The TypeScript on pages of patterns is free of errors of type, and does what the page says.

A page's TypeScript is one module. What it has to do is asserted in ``scenes/PAGE.mjs``, which runs the compiled module in
Node with connections, a clock and chance of its own. One run of the compiler takes all modules, and with them the same
modules with a fault each, for which a scene has to fail: what it asserts can be trusted.
"""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from filelock import FileLock

from tests.lacking import find_from_npm, find_node
from tests.own_site import shared_folder
from tests.site.samples import PATTERNS, code_of

SCENES = Path(__file__).parent / "scenes"
PAGES = sorted(path.stem for path in PATTERNS.glob("*.md") if code_of(path.stem, "typescript"))
OPTIONS = {
    "strict": True,
    "noImplicitReturns": True,
    "noUncheckedIndexedAccess": True,
    "noUnusedLocals": True,
    "noUnusedParameters": True,
    "target": "es2022",
    "module": "es2022",
    "moduleResolution": "bundler",
    "lib": ["es2022", "dom"],
    "types": [],
    "skipLibCheck": True,  # the compiler's own
    "rootDir": ".",
    "outDir": "compiled",
}
_ERROR = re.compile(r"^(?P<module>[^(\n]+)\.ts\(\d+,\d+\): (?P<error>error TS\d+: .*)$", re.MULTILINE)


class Fault(NamedTuple):
    """A mistake that someone may make, and the case that has to find it."""

    page: str
    right: str
    wrong: str
    case: str


FAULTS = {
    "no resume position": Fault(
        "websocket",
        "JSON.stringify({ type, last })",
        "JSON.stringify({ type, last: 0 })",
        "it resumes after the last number",
    ),
    "a replay is handled twice": Fault(
        "websocket", "news.number <= last", "news.number < last", "a replay of what is known is not handled twice"
    ),
    "a reload to a lower number is taken for a replay": Fault(
        "websocket",
        'news.type === "message" && ',
        "",
        "after a reload it goes on from the server's number, also from a lower one",
    ),
    "no jitter": Fault("websocket", "Math.random() * longest", "longest", "the pause is random from the first attempt"),
    "no backoff": Fault(
        "websocket", " * 2 ** Math.min(failures, 3)", "", "a client that is refused waits longer, up to eight times"
    ),
    "pauses stay long": Fault(
        "websocket", "failures = 0; // it", "// it", "a connection that lasted begins with a short pause again"
    ),
    "a silent server is kept": Fault(
        "websocket",
        "if (silent === 2) return socket.close();",
        "",
        "a server that is silent for two heartbeats is left, and one that answers is not",
    ),
    "a server that answers is left": Fault(
        "websocket",
        "silent = 0;\n      const news",
        "const news",
        "a server that is silent for two heartbeats is left, and one that answers is not",
    ),
    "heartbeats of connections that are gone": Fault(
        "websocket",
        "clearInterval(beat);",
        "void beat;",
        "heartbeats say what has arrived, and end with the connection",
    ),
    "no close on leaving a chat": Fault(
        "websocket",
        'signal.addEventListener("abort", leave);',
        "",
        "who leaves closes the connection, and it does not come back",
    ),
    "a socket comes back to a page that is left": Fault(
        "websocket",
        "if (signal.aborted) return;\n    const",
        "const",
        "who leaves during a pause does not come back",
    ),
    "no resume by id": Fault(
        "server-sent-events",
        'if (last !== "") address',
        'if (last === "no") address',
        "a new stream continues after the last id",
    ),
    "a second stream next to the browser's own": Fault(
        "server-sent-events",
        "if (events.readyState !== EventSource.CLOSED) return;",
        "",
        "it leaves a broken connection to the browser",
    ),
    "all readers at once": Fault(
        "server-sent-events", "(Math.random() + 1) * 1000", "2000", "pauses grow, and are random"
    ),
    "a silent stream is kept": Fault(
        "server-sent-events",
        "watch = setTimeout(again, SILENCE);",
        "watch = setTimeout(again, 9 * SILENCE);",
        "a stream without a beat is closed, and a new one goes on from the same place",
    ),
    "for ever after a 204": Fault(
        "server-sent-events",
        "if (failures === ATTEMPTS) reader.lost();\n      else",
        "if (ATTEMPTS) ",
        "it ends after six refusals in a row, as a 204 would need",
    ),
    "refusals of a whole day are counted": Fault(
        "server-sent-events", "(failures = 0)", "undefined", "a stream that opens ends the count of refusals"
    ),
    "it goes on after the end": Fault(
        "server-sent-events",
        'events.addEventListener("end", leave);',
        "",
        "it closes at the end, and does not come back",
    ),
    "no close on leaving": Fault(
        "server-sent-events",
        'signal.addEventListener("abort", leave);',
        "",
        "who leaves closes the stream, also during a pause",
    ),
    "no abort": Fault(
        "long-polling",
        "AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)])",
        "AbortSignal.timeout(PATIENCE)",
        "who leaves takes the held request back, and the loop ends",
    ),
    "no patience": Fault(
        "long-polling",
        "AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)])",
        "PATIENCE ? signal : signal",
        "a request without an answer ends after 70 s, later than server and proxy, and is asked again",
    ),
    "a pause that holds who leaves": Fault(
        "long-polling",
        'signal.addEventListener("abort", end);',
        "",
        "who leaves during a pause does not wait for its end",
    ),
    "a hot loop": Fault(
        "long-polling",
        "if (!response.ok) throw new Error(`status ${response.status}`);",
        "",
        "a refusal is not followed by a hot loop",
    ),
    "no position": Fault(
        "long-polling",
        "position = answer.position;",
        "position = 0;",
        "it asks at once for what follows, also after an empty answer",
    ),
    "all clients at once": Fault("long-polling", "1 + Math.random()", "2", "pauses are random, and at least half"),
    "a key for each attempt": Fault(
        "idempotency-keys",
        "headers, body, signal",
        'headers: { ...headers, "Idempotency-Key": crypto.randomUUID() }, body, signal',
        "every attempt has the same key and the same body",
    ),
    "a body that changes": Fault(
        "idempotency-keys",
        "headers, body, signal",
        "headers, body: body && JSON.stringify(request), signal",
        "every attempt has the same key and the same body",
    ),
    "a request for each click": Fault(
        "idempotency-keys", "running ??= ", "running = ", "two clicks are one request, also when the second comes late"
    ),
    "one failure is for good": Fault(
        "idempotency-keys",
        "running = undefined;",
        "",
        "a click after lost answers tries again with the same key",
    ),
    "it asks again what is decided": Fault(
        "idempotency-keys", "new Set([409,", "new Set([422, 409,", "a decision of the server is not asked for again"
    ),
    "no pause": Fault("idempotency-keys", "Math.random() * 1000", "1000", "pauses grow, and are random"),
}
#: Errors that the compiler has to find, each put after a page's own module.
BROKEN = {
    "strict": ("\nexport const size = (text?: string): number => text.length;\n", "error TS18048"),
    "a type that does not fit": ("\nexport const wrong: number = 'three';\n", "error TS2322"),
    "what no browser has": ("\nexport const found = document.everything();\n", "error TS2339"),
}


class Compiled(NamedTuple):
    """By module: the errors of type, and the cases of its scene with those that failed."""

    errors: dict[str, list[str]]
    played: dict[str, dict[str, Any]]


def compile_all(folder: Path) -> None:
    """Compile the modules of pages, those with a fault and those with an error; leave what the compiler says."""
    modules = {page: "\n".join(code_of(page, "typescript")) for page in PAGES}
    written = {f"pages/{page}": code for page, code in modules.items()}
    for number, fault in enumerate(FAULTS.values()):
        assert modules[fault.page].count(fault.right) == 1, fault
        written[f"faulty/{number}"] = modules[fault.page].replace(fault.right, fault.wrong)
    for number, (code, _error) in enumerate(BROKEN.values()):
        written[f"broken/{number}"] = modules[PAGES[0]] + code
    for name, code in written.items():
        path = folder / f"{name}.ts"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code, encoding="utf-8")
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    options = {"compilerOptions": OPTIONS, "files": [f"{name}.ts" for name in written]}
    (folder / "tsconfig.json").write_text(json.dumps(options), encoding="utf-8")
    compiler = find_from_npm("typescript/bin/tsc")
    command = [find_node(), str(compiler), "--pretty", "false", "--project", str(folder)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    errors: dict[str, list[str]] = {}
    for found in _ERROR.finditer(done.stdout):
        errors.setdefault(found["module"], []).append(found["error"])
    assert sum(map(len, errors.values())) == done.stdout.count("error TS"), done.stdout
    (folder / "errors.json").write_text(json.dumps(errors), encoding="utf-8")


def play_all(folder: Path) -> None:
    """Play the scenes with all modules in one process; leave which cases failed."""
    asked = {f"pages/{page}": page for page in PAGES}
    asked |= {f"faulty/{number}": fault.page for number, fault in enumerate(FAULTS.values())}
    modules = {name: (page, (folder / f"compiled/{name}.js").as_uri()) for name, page in asked.items()}
    command = [find_node(), str(SCENES / "play.mjs")]
    done = subprocess.run(command, input=json.dumps(modules), capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    (folder / "played.json").write_text(done.stdout, encoding="utf-8")


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    """Compile and play once in a run, however many workers take part."""
    folder = shared_folder(tmp_path_factory) / "typescript"
    with FileLock(f"{folder}.lock"):
        if not (folder / "played.json").exists():
            compile_all(folder)
            play_all(folder)
    errors, played = (json.loads((folder / f"{name}.json").read_text("utf-8")) for name in ("errors", "played"))
    return Compiled(errors, played)


def test_every_page_with_typescript_has_a_scene_and_faults_that_it_finds():
    scenes = {path.stem for path in SCENES.glob("*.mjs")} - {"fakes", "play"}
    assert scenes == set(PAGES) == {fault.page for fault in FAULTS.values()}


def test_all_typescript_is_found():
    """A fence of another form would be neither compiled nor run."""
    for path in PATTERNS.glob("*.md"):
        fences = re.findall(
            r"^[ \t>]*(?:`{3,}|~{3,}|:{3,}).*\b(?:ts|tsx|typescript)\b", path.read_text("utf-8"), re.MULTILINE
        )
        assert len(fences) == len(code_of(path.stem, "typescript")), path.name


@pytest.mark.parametrize("page", PAGES)
def test_its_types_are_right(compiled, page):
    assert compiled.errors.get(f"pages/{page}", []) == []


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_fence_is_found(compiled, kind):
    found = compiled.errors[f"broken/{list(BROKEN).index(kind)}"]
    assert [error.partition(": ")[0] for error in found] == [BROKEN[kind][1]]


@pytest.mark.parametrize("page", PAGES)
def test_it_does_what_the_page_says(compiled, page):
    played = compiled.played[f"pages/{page}"]
    assert played["failed"] == {}
    assert len(played["played"]) >= 5


@pytest.mark.parametrize("fault", FAULTS)
def test_the_scene_finds_a_fault(compiled, fault):
    name = f"faulty/{list(FAULTS).index(fault)}"
    assert compiled.errors.get(name, []) == [], "a fault that the compiler finds needs no scene"
    assert FAULTS[fault].case in compiled.played[name]["failed"]
