"""What the configuration is made of beside records: settings, and what roles may do with fields."""

from collections.abc import Iterator

from crm import current
from crm.domain.kit.access import Scope
from crm.domain.kit.module import modules
from crm.domain.platform.configuration import Difference, Key, Row, as_key, key_of, named_tree, ordered, pointers, resolved
from crm.domain.platform.role import MODULE as ROLE
from crm.domain.platform.setting import SETTINGS
from crm.domain.platform.view import Published
from crm.errors import Invalid
from crm.language import N_, Words, say
from crm.service.platform.configuration_part import Names, RecordPart, several, titled
from crm.service.platform.field_right import FieldRightService
from crm.service.platform.setting import SettingService
from crm.service.platform.view import PUBLISH
from crm.service.platform.view_published import ViewPublishedService

LOCAL = ("address", "maintenance", "allowed_networks")  # settings of one installation alone, as all that name a file of it are


class SettingPart:
    """The settings that are not of one installation alone; secrets stay where they are."""

    name, label, key = "setting", N_("Settings"), ("name",)

    def __init__(self, settings: SettingService):
        self.settings = settings

    def may_see(self) -> bool:
        return current.actor().may("setting.view")

    def label_of(self, field: str) -> str:
        return N_("Value")

    def read(self, names: Names) -> tuple[list[Row], dict[Key, int]]:
        given = [name for name, field in SETTINGS.items() if not field.secret and field.kind_name != "file" and name not in LOCAL]
        return [{"name": name, "value": self.settings.get(name)} for name in sorted(given)], {}

    def points(self, row: Row) -> Iterator[tuple[str, Key]]:
        return iter(())

    def write(self, one: Difference, ids: dict[Key, int], names: Names) -> None:
        """A setting is never added: what this program does not know it refuses."""
        if one.there is not None:
            self.settings.change({titled(one.key): one.there.get("value")})

    def remove(self, ids: list[int]) -> None:
        """Every installation has every setting."""


class RightPart:
    """What each role may not do with single fields."""

    name, label, key = "field_right", N_("Rights of fields"), ("role_id",)

    def __init__(self, rights: FieldRightService):
        self.rights = rights

    def may_see(self) -> bool:
        return current.actor().grants.covers(ROLE.permission("view"), Scope.ALL)

    def label_of(self, field: str) -> str:
        return ROLE.label if field == "role_id" else self.label

    def read(self, names: Names) -> tuple[list[Row], dict[Key, int]]:
        """One row a role: its fields as module.field, each with its level."""
        found: list[tuple[Row, int]] = [
            ({"role_id": names.name(ROLE.name, id), "levels": {".".join(place): level for place, level in sorted(levels.items())}}, id)
            for id, levels in self.rights.every().items()
        ]
        return ordered(self.key, [row for row, _ in found]), {key_of(self.key, row): id for row, id in found}

    def points(self, row: Row) -> Iterator[tuple[str, Key]]:
        yield ROLE.name, as_key(row.get("role_id"))

    def write(self, one: Difference, ids: dict[Key, int], names: Names) -> None:
        if one.there is not None:
            given = one.there.get("levels")
            if not isinstance(given, dict):
                raise Invalid(levels=Words("These permissions cannot be read."))
            levels = {(place.partition(".")[0], place.partition(".")[2]): str(level) for place, level in given.items()}
            self.rights.put(names.id(ROLE.name, one.key), levels)

    def remove(self, ids: list[int]) -> None:
        for id in ids:
            self.rights.put(id, {})


class ViewPart:
    """The views that everybody sees, or that roles begin with."""

    name, label, key = "view", N_("Shared views"), ("module", "name")

    def __init__(self, views: ViewPublishedService):
        self.views = views

    def may_see(self) -> bool:
        return current.actor().may(PUBLISH)

    def label_of(self, field: str) -> str:
        return VIEW_FIELDS.get(field, field)

    def read(self, names: Names) -> tuple[list[Row], dict[Key, int]]:
        found = [(self._row(view, roles, names), view.id) for view, roles in self.views.every() if view.module in modules()]
        rows = ordered(self.key, [row for row, _ in found])
        return rows, {key_of(self.key, row): id for row, id in reversed(found)}

    @staticmethod
    def _row(view: Published, roles: list[int], names: Names) -> Row:
        state = dict(view.state)
        if filter := state.get("filter"):
            state["filter"] = named_tree(filter, modules()[view.module], names.name)
        begins = sorted(names.name(ROLE.name, id) for id in roles)
        return {"module": view.module, "name": view.name, "shared": view.shared, "begins": begins, "state": state}

    def points(self, row: Row) -> Iterator[tuple[str, Key]]:
        yield from ((ROLE.name, as_key(one)) for one in several(row.get("begins")))
        yield from pointers(row.get("state"))

    def write(self, one: Difference, ids: dict[Key, int], names: Names) -> None:
        if one.there is not None:
            roles = [names.id(ROLE.name, as_key(role)) for role in several(one.there.get("begins"))]
            state = resolved(one.there.get("state"), names.id)
            module, name, shared = (str(one.there.get(field) or "") for field in ("module", "name", "shared"))
            self.views.put(module, name, shared, state, roles)

    def remove(self, ids: list[int]) -> None:
        self.views.remove(ids)


VIEW_FIELDS = {"module": N_("Module"), "name": N_("Name"), "shared": N_("Shown to"), "begins": N_("Roles that begin with it"),
               "state": N_("What it shows")}  # fmt: skip
Part = RecordPart | SettingPart | RightPart | ViewPart


def place_words(name: str) -> str:
    """“account.phone” in words."""
    module, _, field = name.partition(".")
    known = modules().get(module)
    if known is None or field not in known.fields:
        return name
    return f"{say(known.label)} · {say(known.fields[field].label)}"


def said(part: Part, one: Difference) -> str:
    """A thing in words: “Standard / Offer”."""
    name = titled(one.key)
    return say(SETTINGS[name].label) if one.part == SettingPart.name and name in SETTINGS else name
