"""The house rules that a reader would otherwise have to trust."""

import ast
import re
import subprocess
from pathlib import Path

import click
import pytest

from cli import cli
from tracker.settings import ROOT

PACKAGES = ("scrapers", "tracker", "dashboard")
_FLOWS = {"flows", "flows_evaluate", "flows_towns"}
_ROOMS = {"scrapers", "tracker"}
_CLI = {"cli_evaluate", "cli_linking", "cli_programmes", "cli_shared", "cli_towns", "cli_worksheet"}
TOP_ALLOWED = {
    "cli": {*_CLI, "flows", "scheduler", "dashboard", *_ROOMS},
    "cli_evaluate": {"cli_shared", *_FLOWS},
    "cli_linking": {"cli_shared", "tracker"},
    "cli_programmes": {"cli_shared", "flows", *_ROOMS},
    "cli_shared": {"flows", *_ROOMS},
    "cli_towns": {"cli_shared", *_FLOWS, *_ROOMS},
    "cli_worksheet": {"tracker"},
    "flows": _ROOMS,
    "flows_evaluate": {"flows", *_ROOMS},
    "flows_towns": {"flows", *_ROOMS},
    "scheduler": {"tracker"},
}
OWN = {*TOP_ALLOWED, *PACKAGES}


def code_files() -> list[Path]:
    """Return every Python file of the product."""
    return [*ROOT.glob("*.py"), *(path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))]


@pytest.mark.parametrize("module", sorted(TOP_ALLOWED))
def test_top_modules_import_only_their_rooms(module: str) -> None:
    tree = ast.parse((ROOT / f"{module}.py").read_text(encoding="utf-8"))
    found = {n.names[0].name.split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.Import)}
    found |= {(n.module or "").split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert found & OWN <= TOP_ALLOWED[module]


def test_lock_and_docs_name_no_registry() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "scrapy==" in lock
    assert not re.search(r"://|file:|index-url|find-links|trusted-host", lock)
    for name in ("README.md", "CONTRIBUTING.md", "docs/add-a-town.md"):
        assert "pypi" not in (ROOT / name).read_text(encoding="utf-8").lower()


def test_files_stay_under_the_hard_limit() -> None:
    long = {str(p.relative_to(ROOT)): n for p in code_files() if (n := len(p.read_text(encoding="utf-8").splitlines())) > 500}
    assert not long


def test_functions_stay_under_the_hard_limit() -> None:
    long = []
    for path in code_files():
        if "versions" in path.parts:  # a migration lists every table: nothing to split
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno > 80:
                long.append(f"{path.name}:{node.name}")
    assert not long


def test_code_names_no_local_fact() -> None:
    """No INSEE or SIREN code and no public address in engine code: towns are data."""
    found = []
    for path in code_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value
                if re.fullmatch(r"(\d{2}|2[AB])\d{3}|\d{9}|\d{14}", text) or re.search(
                    r"https?://(?!127\.0\.0\.1|localhost)[\w-]+\.\w", text
                ):
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno}: {text[:60]}")
    assert not found


def test_no_machine_path_is_committed() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    pattern = re.compile(r"(^|[^.\w])/(work|root)/")
    texts = [ROOT / name for name in listed if name.endswith((".py", ".md", ".yml", ".toml", ".lock", "dev", "run"))]
    assert [p.name for p in texts if p.name != "test_house.py" and pattern.search(p.read_text(encoding="utf-8"))] == []


def _commands(group: click.Group, prefix: str = "") -> list[tuple[str, click.Command]]:
    found: list[tuple[str, click.Command]] = []
    for name, command in group.commands.items():
        found.append((f"{prefix}{name}", command))
        if isinstance(command, click.Group):
            found += _commands(command, f"{prefix}{name} ")
    return found


@pytest.mark.parametrize(("name", "command"), _commands(cli), ids=lambda value: value if isinstance(value, str) else "")
def test_every_verb_has_help_and_stands_in_the_readme(name: str, command: click.Command) -> None:
    assert (command.help or "").strip().endswith(".")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert name.split()[0] in readme
