"""One filter tree as an SQL condition: whitelisted columns, bound values only."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from crm import current
from crm.dao.kit.custom import beginning, begins, expression, is_begun, lacks
from crm.domain.kit.access import predicate
from crm.domain.kit.field import Field
from crm.domain.kit.filter import Condition, Group, Measure, Related, links
from crm.domain.kit.module import Module, modules
from crm.domain.kit.sealed import Marked, folded
from crm.domain.kit.span import days

COMPARED = {"at_least": ">=", "at_most": "<=", "above": ">", "below": "<", "is_not": "<>"}
LIKE = {"contains": "%{}%", "lacks": "%{}%", "starts": "{}%", "ends": "%{}"}
AGGREGATES = {"average": "AVG", "least": "MIN", "most": "MAX"}


def column(field: Field, alias: str, dialect: str) -> str:
    """Where the field's value stands in the row of that alias."""
    return expression(field, alias, dialect) if field.custom else f"{alias}.{field.sql}"


def is_kept(field: Field) -> bool:
    """Whether the field's values are kept for filters: on PostgreSQL by an index of the lists, on SQLite one by one beside the records."""
    return field.kind_name == "tags" or (field.custom and field.kind_name == "choices")


def is_beside(field: Field, dialect: str) -> bool:
    return dialect == "sqlite" and is_kept(field)


def each_of(part: Condition) -> list[Condition]:
    """Of “all of these values” one condition for each."""
    return [Condition(part.field, "any", (one,)) for one in part.value] if part.operator == "all" else [part]


class Compiler:
    """Compiles one tree; adds what it binds to `values` under names of its own. `rare` and `first`: see `Query`."""

    def __init__(self, values: dict[str, Any], dialect: str, rare: frozenset[Condition] | None = None, first: int = 0):
        self.values = values
        self.dialect = dialect
        self.rare = rare
        self.first = first

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
        field = module.whole[part.field]
        if field.encrypted and part.operator == "is":
            of = f"t.module = {self.bind(module.name)} AND t.field = {self.bind(field.name)}"
            marked = self.bind(Marked(folded(part.value), f"{module.name}.{field.name}"))
            return f"{alias}.id IN (SELECT t.record_id FROM field_mark t WHERE {of} AND t.mark = {marked})"
        if is_beside(field, self.dialect):
            return self.beside(part, field, module, alias)
        if field.kind.several:
            return self.several(part, field, alias)
        found = self.single(part, field, column(field, alias, self.dialect))
        if field.indexed and part.operator == "is" and is_begun(field, self.dialect):
            return f"({begins(field, alias)} = {self.bind(beginning(part.value))} AND {found})"
        return found

    def related(self, part: Related, module: Module, alias: str) -> str:
        """Only records that the reader may see count, so that a filter tells nothing of the others."""
        from crm.dao.kit.access import condition

        link = links(module)[part.relation]
        other, inner = modules()[link.module], f"{alias}{len(self.values)}"
        opens = predicate(current.actor().grants, other.permission("view"))
        seen = condition(opens, inner, self.values, f"r{len(self.values)}_", self.dialect)
        here = column(module.whole[link.own], alias, self.dialect) if link.own else f"{alias}.id"
        where = f" AND {link.where.format(alias=inner)}" if link.where else ""
        found = (
            f"FROM {other.table} {inner} WHERE {inner}.{link.column} = {here}{where}"
            f" AND {inner}.removed_at IS NULL AND {seen} AND {self.group(part.where, other, inner)}"
        )
        if part.measure is None:
            return f"{'' if part.exists else 'NOT '}EXISTS (SELECT 1 {found})"
        return self.compared(part.measure.operator, part.measure.value, f"(SELECT {self.measured(part.measure, other, inner)} {found})")

    def measured(self, asked: Measure, other: Module, alias: str) -> str:
        """Of no records the count and the sum are 0, the rest is NULL and meets no condition."""
        if asked.of is None:
            return "COUNT(*)"
        of = column(other.whole[asked.of], alias, self.dialect)
        return f"COALESCE(SUM({of}), 0)" if asked.name == "sum" else f"{AGGREGATES[asked.name]}({of})"

    def beside(self, part: Condition, field: Field, module: Module, alias: str) -> str:
        """Several values that SQLite keeps by value beside the list in the record itself: rare ones are gathered by their index, any
        others looked up for each record on the way, because it does not guess how many have them."""
        if part.operator == "all":
            return f"({' AND '.join(self.beside(one, field, module, alias) for one in each_of(part))})" if part.value else "TRUE"
        if part in (self.rare or ()):
            id = "t.id" if part.operator == "empty" else "t.record_id"
            return f"{alias}.id IN (SELECT {id} FROM {self.having(part, field, module)}{f' LIMIT {self.first}' if self.first else ''})"
        word = "NOT " if part.operator in ("none", "filled") else ""
        if part.operator in ("empty", "filled"):
            # Weighed, it is held against each record on the way: the index of those without any is not to gather them all.
            return f"{word}({'' if self.rare is None else '+'}{lacks(field, alias, self.dialect)})"
        return f"{word}EXISTS (SELECT TRUE FROM {self.having(part, field)} AND t.record_id = {alias}.id)"

    def having(self, part: Condition, field: Field, module: Module | None = None) -> str:
        """The rows that say so: by value in a module, or without one, of a record, whose number stands in one module alone: there SQLite
        would look for the value in all modules. Who has none is known by the records themselves."""
        if module and part.operator == "empty":
            return f"{module.table} t WHERE {lacks(field, 't', self.dialect)}"
        table, value = ("tagging", "t.tag") if field.kind_name == "tags" else ("field_choice", "t.value")
        by = "" if module else f" INDEXED BY {table}_by_record"
        said = [f"t.module = {self.bind(module.name)}"] if module else []
        said += [f"t.field = {self.bind(field.name)}"] if field.custom else []
        said += [] if part.operator == "filled" else [self.one_of(value, list(part.value))]
        return f"{table} t{by} WHERE {' AND '.join(said) or 'TRUE'}"

    def several(self, part: Condition, field: Field, alias: str) -> str:
        """A list in the record: of tags and choices PostgreSQL has an index, and knows about how many have which value."""
        stored = column(field, alias, self.dialect)
        if self.dialect == "postgresql" and is_kept(field):
            return self.listed(part, field, stored, alias)
        texts = f"(SELECT CAST(value AS TEXT) AS value FROM json_each({stored}))"
        listed = texts if self.dialect == "sqlite" else f"jsonb_array_elements_text({stored}) j(value)"
        if part.operator in ("empty", "filled"):
            return f"{'NOT ' if part.operator == 'empty' else ''}EXISTS (SELECT 1 FROM {listed})"
        if part.operator == "all" and part.value:
            return "(" + " AND ".join(f"EXISTS (SELECT 1 FROM {listed} WHERE value = {self.bind(one)})" for one in part.value) + ")"
        if part.operator == "all":
            return "TRUE"
        word = "NOT " if part.operator == "none" else ""
        return f"{word}EXISTS (SELECT 1 FROM {listed} WHERE value IN ({self.bind(list(part.value))}))"

    def listed(self, part: Condition, field: Field, stored: str, alias: str) -> str:
        if part.operator in ("empty", "filled"):
            return f"{'NOT ' if part.operator == 'filled' else ''}({lacks(field, alias, self.dialect)})"
        if part.operator == "all" and not part.value:
            return "TRUE"
        if len(part.value) == 1:
            has = f"({stored} ? {self.bind(part.value[0])})"
        else:
            sign = "?&" if part.operator == "all" else "?|"
            has = f"({stored} {sign} CAST(ARRAY[{', '.join(map(self.bind, part.value))}] AS TEXT[]))"
        return f"{has} IS NOT TRUE" if part.operator == "none" else has

    def single(self, part: Condition, field: Field, column: str) -> str:
        operator, value = part.operator, part.value
        if operator in ("empty", "filled"):
            return f"{column} IS {'NOT ' if operator == 'filled' else ''}NULL"
        if operator in ("any", "none"):
            chosen = self.chosen(field, value, column)
            return chosen if operator == "any" else f"({column} IS NULL OR NOT ({chosen}))"
        if field.kind_name in ("date", "datetime"):
            return self.dated(operator, value, field, column)
        if operator in LIKE:
            found = value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            # Case is no difference in the letters of ASCII alone, as SQLite has it.
            word = "LIKE" if self.dialect == "sqlite" else 'COLLATE "C" ILIKE'
            like = f"{column} {word} {self.bind(LIKE[operator].format(found))} ESCAPE '\\'"
            return f"({column} IS NULL OR NOT {like})" if operator == "lacks" else like
        if operator == "is_not":
            return f"({column} IS NULL OR {column} <> {self.bind(value)})"
        return self.compared(operator, value, column)

    def compared(self, operator: str, value: Any, number: str) -> str:
        if operator == "between":
            return f"{number} BETWEEN {self.bind(value[0])} AND {self.bind(value[1])}"
        return f"{number} {COMPARED.get(operator, '=')} {self.bind(value)}"

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
        edge = midnight if field.kind_name == "datetime" else (lambda day: day)
        parts = []
        if low is not None:
            parts.append(f"{column} >= {self.bind(edge(low))}")
        if high is not None:
            parts.append(f"{column} < {self.bind(edge(high))}")
        return "(" + " AND ".join(parts) + ")"


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(current.timezone())).astimezone(UTC)
