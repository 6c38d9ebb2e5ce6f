"""The import contracts of setup.cfg hold, and each of them would notice a violation."""

import configparser
import os
import shutil
import subprocess
import sys
from itertools import chain
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[3]
CONFIG = configparser.ConfigParser()
CONFIG.read(ROOT / "setup.cfg")
AREAS = [
    [area.strip("() ") for area in layer.replace("|", ":").split(":")]
    for layer in CONFIG["importlinter:contract:areas"]["layers"].split("\n")
    if layer
]

# Contract, and what is written where to break it.
PLANTS = [
    ("floors", {"domain/kit/planted.py": "import crm.service.kit"}),
    ("floors", {"service/kit/planted.py": "import crm.web.kit"}),
    ("floors", {"stray.py": "on_no_floor = True"}),
    ("grants", {"domain/kit/access.py": "import crm.current"}),
    ("web", {"web/kit/planted.py": "from crm.dao.kit import database"}),
    ("flask", {"service/kit/planted.py": "from flask import request"}),
    ("sqlalchemy", {"dao/kit/planted.py": "from sqlalchemy import text"}),
    ("sqlalchemy", {"web/kit/planted.py": "import sqlalchemy"}),
    ("areas", {"domain/kit/planted.py": "import crm.domain.customer"}),
    ("areas", {"dao/platform/planted.py": "import crm.dao.customer"}),
    ("areas", {"service/sales/__init__.py": "import crm.service.support", "service/support/__init__.py": ""}),
]


def lint(source: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    chosen = chain.from_iterable(("--contract", contract) for contract in contracts)
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    return subprocess.run(
        [*command, "--config", str(ROOT / "setup.cfg"), "--no-cache", "--no-logo", *chosen],
        cwd=source, env={**os.environ, "PYTHONPATH": str(source), "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True, text=True,
    )  # fmt: skip


def test_the_source_keeps_every_contract():
    result = lint(ROOT / "src")
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(("contract", "plant"), PLANTS, ids=[f"{name}: {', '.join(plant)}" for name, plant in PLANTS])
def test_a_planted_violation_breaks_the_contract(contract, plant, tmp_path):
    shutil.copytree(ROOT / "src/crm", tmp_path / "crm", ignore=shutil.ignore_patterns("__pycache__", "sql", "locale"))
    for name, text in plant.items():
        path = tmp_path / "crm" / name
        path.parent.mkdir(exist_ok=True)
        with path.open("a") as file:
            file.write(f"\n{text}\n")

    result = lint(tmp_path, contract)

    assert result.returncode == 1
    assert f"{CONFIG[f'importlinter:contract:{contract}']['name']} BROKEN" in result.stdout


def test_every_contract_has_a_planted_violation():
    written = {section.rpartition(":")[2] for section in CONFIG if section.startswith("importlinter:contract:")}
    assert written == {contract for contract, _ in PLANTS}


def area(module: str) -> str | None:
    """The area of crm.<floor>.<area>.<module>."""
    parts = module.split(".")
    return parts[2] if len(parts) > 2 and parts[2] in chain(*AREAS) else None


def against_the_order(graph: grimp.ImportGraph) -> set[str]:
    """Imports from an area of one floor to a higher area or a sibling, on that or any other floor."""
    height = {name: -number for number, layer in enumerate(AREAS) for name in layer}
    return {
        f"{importer} -> {imported}"
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if (mine := area(importer)) and (other := area(imported)) and mine != other
        if height[mine] <= height[other] and {mine, other} != {"platform", "kit"}
    }


def test_areas_build_one_way_across_floors_too():
    graph = grimp.build_graph("crm", cache_dir=None)
    assert against_the_order(graph) == set()

    graph.add_import(importer="crm.service.platform.planted", imported="crm.domain.customer.account")
    graph.add_import(importer="crm.service.sales.planted", imported="crm.domain.support.ticket")
    graph.add_import(importer="crm.service.sales.planted", imported="crm.domain.customer.account")
    assert against_the_order(graph) == {
        "crm.service.platform.planted -> crm.domain.customer.account",
        "crm.service.sales.planted -> crm.domain.support.ticket",
    }


def test_every_folder_of_python_is_a_package_or_no_tool_would_look_into_it():
    folders = {path.parent for path in (ROOT / "src/crm").rglob("*.py")}
    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []
