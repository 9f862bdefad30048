"""Short forms of links to a host of repositories: ``@user``, ``#12``, ``user/repository#12``."""

from __future__ import annotations

import re

from sphinx_excellence.takeover.markdown.inline_text import Inline

_HOSTS = {"github": "https://github.com", "gitlab": "https://gitlab.com", "bitbucket": "https://bitbucket.org"}
_PATHS = {
    "github": {"#": "issues", "!": "pull", "?": "discussions"},
    "gitlab": {"#": "-/issues", "!": "-/merge_requests", "?": "-/issues"},
    "bitbucket": {"#": "issues", "!": "pull-requests", "?": "issues"},
}
_NAME = r"[a-zA-Z\d](?:[\w-]{0,37}[a-zA-Z\d])?"
_PLACE = re.compile(
    rf"https://(?P<host>github|gitlab|bitbucket)\.(?:com|org)/(?P<user>{_NAME})/(?P<repository>[\w.-]+)/(?:-/)?"
    r"(?:(?P<kind>issues|pull|pull-requests|merge_requests|discussions)/(?P<number>\d+)|commits?/(?P<commit>[\da-f]{7,40}))/?\Z"
)
_MENTION = re.compile(
    rf"@(?:(?P<host>github|gitlab|bitbucket):)?(?P<user>{_NAME})\b(?:/(?P<repository>[\w.-]{{0,99}}[a-zA-Z\d])\b)?"
)
_NUMBER = re.compile(
    rf"(?:(?P<user>{_NAME})/(?P<repository>[\w.-]{{0,99}}[a-zA-Z\d]))?(?P<sign>[#!?])(?P<number>[1-9]\d*)\b"
)


def is_on(inline: Inline) -> bool:
    """Say whether the source knows short forms."""
    return bool(inline.page.options.setting("pymdownx.magiclink", "repo_url_shorthand", default=False))


def shorthand(inline: Inline, start: int) -> tuple[int, str] | None:
    """Take a mention of a person, a repository or an issue."""
    if inline.in_link or not is_on(inline):
        return None
    text, options = inline.text, inline.page.options
    provider = str(options.setting("pymdownx.magiclink", "provider", "github"))
    host = _HOSTS.get(provider)
    if host is None:
        return None
    before = text[start - 1 : start]
    found = _MENTION.match(text, start)
    if found is not None and not before.isalpha():
        host = _HOSTS[found["host"]] if found["host"] else host
        shown = f"{found['user']}/{found['repository']}" if found["repository"] else f"@{found['user']}"
        path = f"{found['user']}/{found['repository']}" if found["repository"] else found["user"]
        return found.end(), f"[{shown}]({host}/{path})"
    found = _NUMBER.match(text, start)
    if found is None or before.isalnum() or (before and before in "@/&"):
        return None
    user = found["user"] or options.setting("pymdownx.magiclink", "user", "")
    repository = found["repository"] or options.setting("pymdownx.magiclink", "repo", "")
    if not user or not repository:
        return None
    sign = "#" if options.setting("pymdownx.magiclink", "normalize_issue_symbols", default=False) else found["sign"]
    where = f"{found['user']}/{found['repository']}" if found["user"] else ""
    path = _PATHS[provider][found["sign"]]
    return found.end(), f"[{where}{sign}{found['number']}]({host}/{user}/{repository}/{path}/{found['number']})"


def shortened(inline: Inline, address: str) -> str | None:
    """Return how the source writes the address of an issue or a commit; nothing where it writes the address."""
    options = inline.page.options
    if not options.setting("pymdownx.magiclink", "repo_url_shortener", default=False):
        return None
    found = _PLACE.match(address)
    if found is None:
        return None
    own = (options.setting("pymdownx.magiclink", "user", ""), options.setting("pymdownx.magiclink", "repo", ""))
    user = "" if found["user"] == own[0] else f"{found['user']}/"
    where = "" if (found["user"], found["repository"]) == own else f"{user}{found['repository']}"
    if found["commit"]:
        return f"{where}@{found['commit'][:7]}" if where else found["commit"][:7]
    normal = options.setting("pymdownx.magiclink", "normalize_issue_symbols", default=False)
    sign = "#" if normal or found["kind"] == "issues" else "?" if found["kind"] == "discussions" else "!"
    return f"{where}{sign}{found['number']}"
