"""Where the repository of a site is hosted, as the service that builds it says: links to propose changes lead there."""

from __future__ import annotations

from collections.abc import Mapping

#: What comes between the address of a repository and a page about it, and the field for a title.
_HOSTS = {"github": ("", "title"), "gitlab": ("/-", "issue[title]")}


def feedback_links(environment: Mapping[str, str]) -> dict[str, str]:
    """Return ``excellence_feedback`` for the service that builds the site; nothing where none says where it is.

    GitHub Actions, GitLab CI and Read the Docs say so in variables of ``environment``. Where they build a tag or a
    request to merge, the links lead to the branch that the service calls the default, or to ``main``.
    """
    host, repository, branch = _hosted(environment)
    if not repository:
        return {}
    path, title = _HOSTS[host]
    return {
        "report": f"{repository}{path}/issues/new?{title}=Use+of+{{title}}",
        "change": f"{repository}{path}/edit/{branch}/{{file}}",
        "source": f"{repository}{path}/blob/{branch}/{{file}}#L{{line}}",
    }


def _hosted(environment: Mapping[str, str]) -> tuple[str, str, str]:
    """Return the kind of host, the address of the repository, and a branch."""
    if name := environment.get("GITHUB_REPOSITORY"):
        is_branch = environment.get("GITHUB_REF_TYPE") == "branch" and not environment.get("GITHUB_HEAD_REF")
        branch = environment.get("GITHUB_REF_NAME", "") if is_branch else ""
        return "github", f"{environment.get('GITHUB_SERVER_URL', 'https://github.com')}/{name}", branch or "main"
    if address := environment.get("CI_PROJECT_URL"):
        return "gitlab", address, environment.get("CI_DEFAULT_BRANCH", "main")
    address = environment.get("READTHEDOCS_GIT_CLONE_URL", "").removesuffix(".git")
    host = next((host for host in _HOSTS if address.startswith(f"https://{host}.")), "")
    return host, address if host else "", "main"
