"""The rules of the house that no tool knows: floors and rooms, short files, transactions, docstrings, icons, clocks."""

import ast
import inspect
import re
import subprocess
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dependency_injector import providers

from crm.container import Container, services
from crm.dao.kit.base import Dao
from crm.domain.kit.module import Module, modules

ROOT = Path(__file__).parents[3]
SOURCE = ROOT / "src/crm"
SUFFIXES = (".py", ".sql", ".html", ".css", ".js", ".sh")
LONGEST = 250
HOOKS = {"verify", "verify_all", "verify_removal", "verify_removals", "guarded", "written"}  # called by the kit inside its own transaction
CLOCK = re.compile(r"\b(?:datetime\.(?:now|utcnow|today)|date\.today|time\.time|monotonic|perf_counter)\(")
# An address of this or any machine, or a place that packages come from.
STRAY = re.compile(
    r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+)/|\b(?:registry\.npmjs\.org|pypi\.org|files\.pythonhosted\.org)\b|index-url\s*="
)


def files(*suffixes: str) -> list[Path]:
    """The files of the repository, tracked or about to be, that end so."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.splitlines() if name.endswith(suffixes) and (path := ROOT / name).is_file()]


# Length ----------------------------------------------------------------------


def too_long(paths: list[Path]) -> list[str]:
    return [f"{path.name}: {count}" for path in paths if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST]


def test_no_source_file_is_longer_than_one_can_keep_in_mind():
    assert too_long([path for path in files(*SUFFIXES) if "tests" not in path.parts]) == []


def test_a_planted_long_file_is_found(tmp_path):
    (tmp_path / "long.py").write_text("\n" * (LONGEST + 1))
    (tmp_path / "short.py").write_text("\n" * LONGEST)
    assert too_long(sorted(tmp_path.iterdir())) == [f"long.py: {LONGEST + 1}"]


# Floors ----------------------------------------------------------------------


def missing(module: Module, root: Path) -> list[str]:
    """The files of the same name that the module lacks on other floors."""
    path = f"{module.area}/{module.name}"
    wanted = [f"src/crm/{floor}/{path}.py" for floor in ("domain", "dao", "service", "web")] + [f"src/crm/sql/{path}.sql"]
    lacking = [name for name in wanted if not (root / name).is_file()]
    tested = list((root / "tests/unit").glob(f"*/{module.area}/test_{module.name}.py"))
    return lacking if tested else [*lacking, f"tests/unit/*/{module.area}/test_{module.name}.py"]


def test_a_module_has_the_same_name_on_every_floor():
    assert [name for module in modules().values() for name in missing(module, ROOT)] == []


def test_a_planted_module_without_its_floors_is_found(tmp_path):
    (tmp_path / "src/crm/dao/customer").mkdir(parents=True)
    (tmp_path / "src/crm/dao/customer/account.py").touch()
    assert len(missing(modules()["account"], tmp_path)) == 5


# The container ---------------------------------------------------------------


def unbuilt(container: Any, path: str = "") -> Iterator[str]:
    """Providers that cannot be built, with the reason."""
    for name, provider in container.providers.items():
        if isinstance(provider, providers.Container):
            yield from unbuilt(provider, f"{path}{name}.")
        elif not isinstance(provider, (providers.Configuration, providers.Dependency, providers.Self)):
            try:
                provider()
            except Exception as error:
                yield f"{path}{name}: {error}"


def test_every_provider_of_every_container_builds(app):
    assert list(unbuilt(app.container)) == []


def test_a_planted_provider_that_lacks_something_is_found(crm):
    crm.platform.set_provider("planted", providers.Singleton(Container))
    crm.platform.set_provider("broken", providers.Singleton(pytest.fixture, nonsense=1))
    assert [line.split(":")[0] for line in unbuilt(crm)] == ["platform.broken"]


def test_every_mapper_is_built_by_a_container(app):
    crm = app.container
    areas = [area for area in crm.providers.values() if isinstance(area, providers.Container)]
    built = [p for area in areas for p in area.providers.values()]
    held = {type(p()) for p in built if isinstance(p, providers.Singleton)}
    kinds = [Dao]
    for kind in kinds:
        kinds += kind.__subclasses__()
    mappers = {kind for kind in kinds if "mapper" in vars(kind) and kind.__module__.startswith("crm.")}
    assert {kind.__name__ for kind in mappers - held} == set()


# Transactions ----------------------------------------------------------------


def undeclared(cls: type, daos: set[str]) -> list[str]:
    """Public methods that call a mapper outside a declared transaction, unless their docstring speaks of one."""
    found = []
    for node in ast.parse(textwrap.dedent(inspect.getsource(cls))).body[0].body:  # type: ignore[attr-defined]
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_") or node.name in HOOKS:
            continue
        method = vars(cls)[node.name]
        calls = {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name) and n.value.id == "self"}
        declared = hasattr(method, "transaction") or hasattr(method, "listens_to") or isinstance(method, (property, staticmethod))
        if calls & daos and not declared and "transaction" not in (ast.get_docstring(node) or ""):
            found.append(f"{cls.__name__}.{node.name}")
    return found


def test_a_public_method_of_a_service_declares_its_transaction(app):
    found = []
    for service in services(app.container):
        daos = {name for name, value in getattr(service, "__dict__", {}).items() if isinstance(value, Dao)}
        for kind in type(service).__mro__:
            if kind.__module__.startswith("crm.service.") and kind.__name__.endswith("Service"):
                found += undeclared(kind, daos)
    assert sorted(set(found)) == []


class PlantedService:
    """A service of which one method forgot its transaction."""

    def __init__(self, things: Any):
        self.things = things

    def read(self) -> Any:
        return self.things.page()

    def read_within(self) -> Any:
        """In the caller's transaction."""
        return self.things.page()

    def compute(self) -> int:
        return 1


def test_a_planted_method_without_a_transaction_is_found():
    assert undeclared(PlantedService, {"things"}) == ["PlantedService.read"]


# Docstrings ------------------------------------------------------------------


def wordless(text: str, stem: str = "") -> list[str]:
    """What has no docstring: the module, and its classes.

    The module's is enough for its only class and for one that is called like the module: UserDao in user.py.
    """
    tree = ast.parse(text)
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    found = [] if not text.strip() or ast.get_docstring(tree) else ["module"]
    named = stem.replace("_", "")
    told = {named, f"{named}dao", f"{named}service"} if len(classes) > 1 else {node.name.lower() for node in classes}
    return found + [node.name for node in classes if not ast.get_docstring(node) and node.name.lower() not in told]


def test_every_module_and_class_says_what_it_is():
    assert [
        f"{p.relative_to(ROOT)}: {name}" for p in files(".py") if "tests" not in p.parts for name in wordless(p.read_text(), p.stem)
    ] == []


def test_planted_silence_is_found():
    assert wordless("x = 1\nclass A: ...\nclass B:\n    'What it is.'\nclass ThingDao: ...\n", "thing") == ["module", "A"]
    assert wordless("'What it is.'\nclass A: ...\n") == []


# The clock, stray addresses, icons -------------------------------------------


def test_the_domain_has_no_clock():
    assert [str(path.relative_to(ROOT)) for path in (SOURCE / "domain").rglob("*.py") if CLOCK.search(path.read_text())] == []
    assert CLOCK.search("at = datetime.now(UTC)") and CLOCK.search("day = date.today()")


def test_no_file_names_a_machine_or_a_registry():
    assert [str(path.relative_to(ROOT)) for path in files("") if path != Path(__file__) and STRAY.search(read(path))] == []
    assert STRAY.search("cd /work/" + "main") and STRAY.search('"resolved": "https://registry.npmjs.' + 'org/a"')


def read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


ICON_ARGUMENT = {"Link": 2, "Card": 1, "Module": 4}
USED_IN_TEMPLATE = re.compile(r"icon\(\s*'([a-z][\w-]*)'|icon\([^)']*\bor '([a-z][\w-]*)'")


def icons_of_python(text: str) -> set[str]:
    """The icons named in calls of Link, Card and Module, and in tables called ICONS or TOOLS."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            at = ICON_ARGUMENT.get(getattr(node.func, "id", ""))
            named = [keyword.value for keyword in node.keywords if keyword.arg == "icon"]
            for value in [*named, *([node.args[at]] if at is not None and len(node.args) > at else [])]:
                parts = list(ast.walk(value))
                keys = {id(name) for part in parts if isinstance(part, ast.Dict) for name in part.keys}
                found |= {
                    p.value for p in parts if isinstance(p, ast.Constant) and isinstance(p.value, str) and p.value and id(p) not in keys
                }
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "ICONS" and isinstance(node.value, ast.Dict):
            found |= {value.value for value in node.value.values if isinstance(value, ast.Constant)}
    return found


def icons_of_template(text: str) -> set[str]:
    return {name for pair in USED_IN_TEMPLATE.findall(text) for name in pair if name}


def test_every_icon_is_in_the_sprite():
    sprite = set((ROOT / "static/icons.txt").read_text().split())
    used = {name for path in SOURCE.rglob("*.py") for name in icons_of_python(path.read_text())}
    used |= {name for path in (ROOT / "templates").rglob("*.html") for name in icons_of_template(path.read_text())}
    used |= {module.icon for module in modules().values()}
    assert len(used) > 20 and used - sprite == set()


def test_a_planted_icon_is_found():
    links = 'Link(say("x"), url, "first", key="k")\nMenu(icon="second" if x else "third")\nICONS = {"a": "fourth"}'
    assert icons_of_python(links) == {"first", "second", "third", "fourth"}
    assert icons_of_python('Entry(icon={"edit": "fifth"}.get(verb, "sixth"))') == {"fifth", "sixth"}
    assert icons_of_template("{{ icon('seventh') }} {{ icon(link.icon or 'eighth') }}") == {"seventh", "eighth"}
