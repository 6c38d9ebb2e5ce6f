"""A DAO that says anything of its own has a test at the same path.

One that only names its module says nothing: its statements are those of `dao/kit/record.py`, or of the DAO that it is made of, whose
tests go through every module.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
DAO, TESTS = ROOT / "src/crm/dao", ROOT / "tests/unit/dao"


def says(source: str) -> bool:
    """Whether a module has more than a class that names whose rows it reads."""
    return any(_is_own(node) for node in ast.parse(source).body)


def _is_own(node: ast.stmt) -> bool:
    if isinstance(node, ast.ClassDef):
        return any(_is_own(part) for part in node.body if not _names_module(part))
    is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return not (is_docstring or isinstance(node, (ast.Import, ast.ImportFrom)))


def _names_module(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "module"


def path_of(module: Path) -> Path:
    """Where the test of a module stands."""
    return TESTS / module.relative_to(DAO).with_name(f"test_{module.name}")


def test_every_dao_that_says_something_has_a_test_at_the_same_path():
    own = [path for path in DAO.glob("*/*.py") if says(path.read_text(encoding="utf-8"))]
    assert len(own) > 150 and [str(path.relative_to(DAO)) for path in own if not path_of(path).exists()] == []


def test_no_test_stands_where_no_dao_does():
    there = {path_of(path) for path in DAO.glob("*/*.py")}
    assert [path.name for path in TESTS.glob("*/test_*.py") if path not in there] == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('"""Rows."""\n\nfrom a import MODULE, B\n\n\nclass XDao(B):\n    """X."""\n\n    module = MODULE\n', False),
        ("class XDao(B):\n    module = MODULE\n\n    @statement\n    def of(self) -> list[int]: ...\n", True),
        ("def compiled(text):\n    return text\n", True),
        ("SIZE = 9\n", True),
    ],
)
def test_a_dao_that_only_names_its_module_says_nothing(source, expected):
    assert says(source) == expected
