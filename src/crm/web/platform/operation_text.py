"""A statement by its label, as it stands in its file."""

from functools import cache

from crm.paths import SQL


@cache
def _texts() -> dict[str, tuple[str, str]]:
    """Label -> (file, text). A statement of which each database has its own stands there twice."""
    found: dict[str, tuple[str, str]] = {}
    for path in sorted(SQL.rglob("*.sql")):
        if path.parent.name == "schema":
            continue
        for piece in path.read_text(encoding="utf-8").split("-- :name ")[1:]:
            label = f"{path.stem}.{piece.split()[0]}"
            text = f"-- :name {piece.rstrip()}"
            known = found.get(label)
            found[label] = (f"sql/{path.relative_to(SQL)}", f"{known[1]}\n\n{text}" if known else text)
    return found


def shown(label: str) -> tuple[str, str] | None:
    """(file, text) of a statement; None for a label that no file holds."""
    return _texts().get(label)
