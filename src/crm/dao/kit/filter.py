"""The filter, the order and the start of a page as SQL: whitelisted columns, bound values only."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from crm import current
from crm.domain.kit.access import predicate
from crm.domain.kit.field import Field
from crm.domain.kit.filter import Condition, Group, Query, Related, Sort
from crm.domain.kit.module import Module, modules
from crm.domain.kit.tokens import query_tokens

COMPARED = {"at_least": ">=", "at_most": "<="}


class Compiler:
    """Compiles one tree; adds what it binds to `values` under names of its own."""

    def __init__(self, values: dict[str, Any], dialect: str):
        self.values = values
        self.dialect = dialect

    def bind(self, value: Any) -> str:
        name = f"f{len(self.values)}_"
        self.values[name] = value
        return f":{name}"

    def group(self, group: Group, module: Module, alias: str) -> str:
        if not group.parts:
            return "TRUE"
        word = " OR " if group.any else " AND "
        return "(" + word.join(self.part(part, module, alias) for part in group.parts) + ")"

    def part(self, part: Condition | Related | Group, module: Module, alias: str) -> str:
        if isinstance(part, Group):
            return self.group(part, module, alias)
        if isinstance(part, Related):
            return self.related(part, module, alias)
        field = module.fields[part.field]
        if field.kind_name == "tags":
            return self.tagged(part, module, alias)
        if field.kind.several:
            return self.several(part, f"{alias}.{field.sql}")
        return self.single(part, field, f"{alias}.{field.sql}")

    def related(self, part: Related, module: Module, alias: str) -> str:
        """Only records that the reader may see count, so that a filter tells nothing of the others."""
        from crm.dao.kit.access import condition

        relation = next(r for r in module.relations if r.name == part.relation)
        other, inner = modules()[relation.module], f"{alias}{len(self.values)}"
        seen = condition(predicate(current.actor().grants, other.permission("view")), inner, self.values, f"r{len(self.values)}_")
        where = f" AND {relation.where.format(alias=inner)}" if relation.where else ""
        return (
            f"{'' if part.exists else 'NOT '}EXISTS (SELECT 1 FROM {other.table} {inner} WHERE {inner}.{relation.column} = {alias}.id"
            f"{where} AND {inner}.removed_at IS NULL AND {seen} AND {self.group(part.where, other, inner)})"
        )

    def tagged(self, part: Condition, module: Module, alias: str) -> str:
        link = f"SELECT t.record_id FROM tagging t WHERE t.module = {self.bind(module.name)}"
        if part.operator == "empty":
            return f"{alias}.id NOT IN ({link})"
        if part.operator == "filled":
            return f"{alias}.id IN ({link})"
        if part.operator == "all":
            each = [f"{alias}.id IN ({link} AND t.tag = {self.bind(tag)})" for tag in part.value]
            return f"({' AND '.join(each)})" if each else "TRUE"
        word = "NOT IN" if part.operator == "none" else "IN"
        return f"{alias}.id {word} ({link} AND t.tag IN ({self.bind(list(part.value))}))"

    def several(self, part: Condition, column: str) -> str:
        texts = f"(SELECT CAST(value AS TEXT) AS value FROM json_each({column}))"
        listed = texts if self.dialect == "sqlite" else f"jsonb_array_elements_text({column}) j(value)"
        if part.operator in ("empty", "filled"):
            return f"{'NOT ' if part.operator == 'empty' else ''}EXISTS (SELECT 1 FROM {listed})"
        if part.operator == "all" and part.value:
            return "(" + " AND ".join(f"EXISTS (SELECT 1 FROM {listed} WHERE value = {self.bind(one)})" for one in part.value) + ")"
        if part.operator == "all":
            return "TRUE"
        word = "NOT " if part.operator == "none" else ""
        return f"{word}EXISTS (SELECT 1 FROM {listed} WHERE value IN ({self.bind(list(part.value))}))"

    def single(self, part: Condition, field: Field, column: str) -> str:
        operator, value = part.operator, part.value
        if operator in ("empty", "filled"):
            return f"{column} IS {'NOT ' if operator == 'filled' else ''}NULL"
        if operator in ("any", "none"):
            chosen = self.chosen(field, value, column)
            return chosen if operator == "any" else f"({column} IS NULL OR NOT ({chosen}))"
        if field.kind_name in ("date", "datetime"):
            return self.dated(operator, value, field, column)
        if operator in ("contains", "starts"):
            found = value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            like = "LIKE" if self.dialect == "sqlite" else "ILIKE"
            return f"{column} {like} {self.bind(('%' if operator == 'contains' else '') + found + '%')} ESCAPE '\\'"
        if operator == "between":
            return f"{column} BETWEEN {self.bind(value[0])} AND {self.bind(value[1])}"
        if operator == "is_not":
            return f"({column} IS NULL OR {column} <> {self.bind(value)})"
        return f"{column} {COMPARED.get(operator, '=')} {self.bind(value)}"

    def chosen(self, field: Field, value: tuple[Any, ...], column: str) -> str:
        """One of the values. Of people “team” is everybody in the reader's departments; “mine” are those departments."""
        if field.kind_name not in ("user", "department"):
            return self.one_of(column, list(value))
        grants = current.actor().grants
        departments = list(grants.below or [grants.department_id or 0])
        found = [current.actor().id if one == "me" else one for one in value if one not in ("team", "mine")]
        if "mine" in value:
            found += departments
        if "team" not in value:
            return self.one_of(column, found)
        team = f"{column} IN (SELECT m.id FROM app_user m WHERE {self.one_of('m.department_id', departments)})"
        return f"({self.one_of(column, found)} OR {team})" if found else team

    def one_of(self, column: str, found: list[Any]) -> str:
        return f"{column} = {self.bind(found[0])}" if len(found) == 1 else f"{column} IN ({self.bind(found)})"

    def dated(self, operator: str, value: Any, field: Field, column: str) -> str:
        """Days are the reader's own: for a moment they begin at midnight of his time zone."""
        low, high = days(operator, value, current.today())
        edge = _midnight if field.kind_name == "datetime" else (lambda day: day)
        parts = []
        if low is not None:
            parts.append(f"{column} >= {self.bind(edge(low))}")
        if high is not None:
            parts.append(f"{column} < {self.bind(edge(high))}")
        return "(" + " AND ".join(parts) + ")"


def days(operator: str, value: Any, today: date) -> tuple[date | None, date | None]:
    """The first day of the span and the day after its last; None where it is open."""
    one = timedelta(days=1)
    if operator == "on":
        return value, value + one
    if operator == "before":
        return None, value
    if operator == "after":
        return value + one, None
    if operator == "between":
        return value[0], value[1] + one
    if operator == "last":
        return today - timedelta(days=value - 1), today + one
    if operator == "next":
        return today, today + timedelta(days=value)
    if value == "day":
        return today, today + one
    if value == "week":
        monday = today - timedelta(days=today.weekday())
        return monday, monday + timedelta(days=7)
    months = {"month": 1, "quarter": 3, "year": 12}[value]
    first = today.replace(day=1, month=(today.month - 1) // months * months + 1)
    total = first.month - 1 + months
    return first, first.replace(year=first.year + total // 12, month=total % 12 + 1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(current.timezone())).astimezone(UTC)


def compile_filter(group: Group, words: str, module: Module, alias: str, values: dict[str, Any], dialect: str) -> str:
    """The filter, and the words that the search index must hold for the record."""
    compiler = Compiler(values, dialect)
    found = compiler.group(group, module, alias)
    if not words:
        return found
    expression = expressed(words, dialect)
    if not expression:
        return "FALSE"
    source = "search_text WHERE search_text MATCH" if dialect == "sqlite" else "search_entry WHERE vector @@"
    column, bound = ("rowid", compiler.bind(expression)) if dialect == "sqlite" else ("id", f"CAST({compiler.bind(expression)} AS tsquery)")
    return f"{found} AND {alias}.id IN (SELECT {column} FROM {source} {bound})"


def expressed(words: str, dialect: str) -> str:
    """Words in the index's own query language, FTS5 or tsquery. Tokens are letters and digits only."""
    tokens = query_tokens(words[:200])
    if dialect == "sqlite":
        return " AND ".join(f'"{token}"{"*" if prefix else ""}' for token, prefix in tokens)
    return " & ".join(f"'{token}'{':*' if prefix else ''}" for token, prefix in tokens)


def compile_sort(sort: Sort, module: Module, alias: str, dialect: str) -> str:
    """The columns to order by; NULL counts as the lowest on both databases."""
    parts = []
    for name, down in sort.fields:
        field = module.fields[name]
        nulls = "" if dialect == "sqlite" or not field.nullable else " NULLS LAST" if down else " NULLS FIRST"
        parts.append(f"{alias}.{field.sort_sql}{' DESC' if down else ''}{nulls}")
    down = bool(sort.fields) and sort.fields[-1][1]
    return ", ".join([*parts, f"{alias}.id{' DESC' if down else ''}"])


def compile_after(query: Query, module: Module, alias: str, values: dict[str, Any]) -> str:
    """The condition for rows behind the last one seen. One comparison of rows where an index can serve it."""
    if query.after is None:
        return "TRUE"
    down = query.sort.fields[-1][1] if query.sort.fields else False
    columns = [(f"{alias}.{module.fields[n].sort_sql}", d, module.fields[n].nullable) for n, d in query.sort.fields]
    columns.append((f"{alias}.id", down, False))
    compiler = Compiler(values, "")
    if all(not nullable and way == down for _, way, nullable in columns):
        left, right = ", ".join(c for c, _, _ in columns), ", ".join(compiler.bind(v) for v in query.after)
        return f"({left}) {'<' if down else '>'} ({right})"
    steps: list[str] = []
    same: list[str] = []
    for (column, way, _), value in zip(columns, query.after, strict=True):
        if behind := _behind(column, way, value, compiler):
            steps.append(" AND ".join([*same, behind]))
        same.append(f"{column} IS NULL" if value is None else f"{column} = {compiler.bind(value)}")
    return "(" + " OR ".join(f"({step})" for step in steps) + ")"


def _behind(column: str, down: bool, value: Any, compiler: Compiler) -> str | None:
    if value is None:
        return None if down else f"{column} IS NOT NULL"
    bound = compiler.bind(value)
    return f"({column} < {bound} OR {column} IS NULL)" if down else f"{column} > {bound}"
