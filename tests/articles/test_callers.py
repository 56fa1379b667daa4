"""Who calls what in the source tree, where a rule says who may."""

import ast
from pathlib import Path

from django.conf import settings

PARTS = ("articles", "people", "newsroom")
COMMANDS = "management.commands"


def modules() -> dict[str, ast.Module]:
    """Return our modules by name, as syntax trees."""
    paths = [path for part in PARTS for path in (settings.BASE_DIR / part).rglob("*.py")]
    return {_name(path): ast.parse(path.read_text()) for path in paths}


def _name(path: Path) -> str:
    return ".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts)


def imported(tree: ast.Module) -> set[str]:
    """Return what a module imports: modules, and names in them."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def calls(tree: ast.Module, call: str) -> bool:
    """Is there a call written like this?"""
    return any(
        isinstance(node, ast.Call) and ast.unparse(node.func) == call for node in ast.walk(tree)
    )


def test_archives_are_loaded_by_commands_alone():
    """Loading skips the desk check and may write the past: no form, view or task may reach it.

    A command may have a module of its own for it, that nobody else imports.
    """
    trees = modules()

    callers = {name for name, tree in trees.items() if calls(tree, "publishing.load")}

    reach_it = callers | {
        name for name, tree in trees.items() for caller in callers if caller in imported(tree)
    }
    commands = {name for name in reach_it if COMMANDS in name}
    assert commands
    assert all(COMMANDS in name or _used_by(trees, name) <= commands for name in reach_it)


def _used_by(trees: dict[str, ast.Module], module: str) -> set[str]:
    return {name for name, tree in trees.items() if module in imported(tree)}


def test_loading_has_one_gate():
    trees = modules()

    around = {
        name
        for name, tree in trees.items()
        if imported(tree)
        & {"articles.loading", "articles.loading.load", "articles.publishing.load"}
    }

    assert around == {"articles.publishing"}
