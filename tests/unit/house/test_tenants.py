"""What a process keeps of data is kept by tenant: outside a service in PerTenant, or it follows from its key alone and says so here.

Services are made anew for each tenant, so what they keep is that tenant's own.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3] / "src/crm"
CACHES = {"cache", "lru_cache"}
STORES = {"dict", "list", "set", "defaultdict", "Counter", "OrderedDict", "deque", "WeakKeyDictionary"}
# Module-level values that change while the program runs, yet hold nothing that came out of a database.
PLAIN = {
    "per_tenant._all": "all the stores that are kept by tenant",
    "dao/kit/ahead._made": "statements, by their module and database",
    "dao/kit/spread._made": "statements, by their text",
    "dao/kit/tally._made": "statements, by their text",
    "domain/kit/twin._matchers": "how records of a module are compared, of the fields that the program knows",
    "domain/kit/field.own": "what a draft without fields has",
    "domain/kit/field.fields": "what a draft without fields has",
    "service/sales/paper.NO_PICTURES": "stays empty",
    **dict.fromkeys(
        (
            "domain/kit/likeness.LIKENESSES", "web/api/paths.MORE", "web/kit/beside.OF_MANY", "web/kit/beside.OF_RECORD",
            "web/kit/beside.ON_TODAY", "web/kit/calendar._marks", "web/kit/cell.SAID", "web/kit/cell.WHOLE",
            "web/kit/layout.LAYOUTS", "web/kit/related.SECOND",
        ),
        "filled by modules when they are imported",
    ),
}  # fmt: skip
# Functions that remember: each gives the same for the same arguments, whoever asks.
PURE = {
    "cli/reach", "dao/kit/aside", "dao/kit/driver", "dao/kit/seal", "dao/platform/belonging", "domain/customer/transfer_ready",
    "domain/kit/company", "domain/kit/field", "domain/kit/formula", "domain/kit/handles", "domain/kit/module", "domain/kit/money",
    "domain/kit/pinyin", "domain/kit/sealed", "domain/kit/tokens", "domain/kit/twin_aspect",
    "domain/kit/twin_value", "domain/kit/values", "domain/kit/veil",
    "domain/platform/network", "language", "service/kit/mark", "service/platform/health", "service/platform/identity_provider",
    "service/platform/workday", "web/kit/board_card", "web/kit/cell", "web/kit/field_html", "web/kit/frame", "web/kit/inject",
    "web/kit/page", "web/kit/ruled_subject", "web/platform/handover_filter",
    "web/platform/operation_text", "web/platform/setting", "web/session",
}  # fmt: skip


def kept(tree: ast.Module, place: str) -> Iterator[str]:
    """Where a module keeps something for longer than a call: empty stores and remembering functions outside any service."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and place not in PURE and any(_name(one) in CACHES for one in node.decorator_list):
            yield f"{place}.{node.name}"
    for holder in (tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))):
        for node in holder.body:
            value = getattr(node, "value", None) if isinstance(node, (ast.Assign, ast.AnnAssign)) else None
            if value is not None and _empty(value):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                if f"{place}.{ast.unparse(target)}" not in PLAIN:
                    yield f"{place}.{ast.unparse(target)}"


def _name(node: ast.expr) -> str:
    node = node.func if isinstance(node, ast.Call) else node
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _empty(value: ast.expr) -> bool:
    """What is empty when the program starts is there to be filled."""
    if isinstance(value, (ast.Dict, ast.List, ast.Set)):
        return not (value.keys if isinstance(value, ast.Dict) else value.elts)
    return isinstance(value, ast.Call) and (_name(value) == "Fresh" or (_name(value) in STORES and not value.args and not value.keywords))


def found(root: Path) -> list[str]:
    return sorted(
        line
        for path in root.rglob("*.py")
        for line in kept(ast.parse(path.read_text(encoding="utf-8")), path.relative_to(root).with_suffix("").as_posix())
    )


def test_nothing_is_kept_of_data_but_by_tenant():
    assert found(ROOT) == []


def test_what_is_excused_is_still_there():
    text = {path.relative_to(ROOT).with_suffix("").as_posix(): path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py")}
    assert [place for place in PURE if "cache" not in text.get(place, "")] == []
    assert [name for name in PLAIN if name.rpartition(".")[2] not in text.get(name.rpartition(".")[0], "")] == []


def test_a_planted_cache_is_found(tmp_path):
    (tmp_path / "planted.py").write_text("_a = {}\n_b: dict[str, int] = dict()\n_c = Fresh(read)\n@cache\ndef d(): ...\nE = {1: 2}\n")
    assert found(tmp_path) == ["planted._a", "planted._b", "planted._c", "planted.d"]
