"""Views that are part of the configuration: what everybody sees, or what roles begin with; journalled, so that they are undone."""

import json
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.sequence import SequenceDao
from crm.dao.platform.view import ViewDao
from crm.domain.kit.module import modules
from crm.domain.kit.plain import canonical, recanonical
from crm.domain.platform.journal import Change, ChangeItem, Outcome
from crm.domain.platform.view import Published
from crm.errors import Conflict, Forbidden, Invalid, NotFound
from crm.language import Words
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.journal import JournalService
from crm.service.platform.view import PUBLISH, ViewService

Values = dict[str, Any]


class ViewPublishedService:
    """They are somebody's like every other view; who may publish views may change them all."""

    puts_back = "view"  # the name under which their change sets stand in the journal

    def __init__(self, db: Database, views: ViewDao, sequence: SequenceDao, journal: JournalService):
        self.db = db
        self.views = views
        self.sequence = sequence
        self.journal = journal

    @reading
    def every(self) -> list[tuple[Published, list[int]]]:
        """Each with the roles that begin with it."""
        roles: dict[int, list[int]] = {}
        for one in self.views.beginnings():
            roles.setdefault(one.view_id, []).append(one.role_id)
        return [(view, roles.get(view.id, [])) for view in self.views.published()]

    def _require(self) -> None:
        if not current.actor().may(PUBLISH):
            raise Forbidden()

    @staticmethod
    def _values(view: Published, roles: list[int]) -> Values:
        return {"name": view.name, "module": view.module, "shared": view.shared, "state": view.state, "roles": sorted(roles)}

    @transactional
    def put(self, module: str, name: str, shared: str, state: dict[str, Any], roles: list[int]) -> None:
        """Make the view of that name, or let it show this from now on."""
        self._require()
        if shared not in ("all", "me") or not isinstance(state, dict) or shared == "me" and not roles:
            raise Invalid(shared=Words("“{value}” is not one of the choices.", value=str(shared)[:60]))
        if module not in modules():
            raise Invalid(module=Words("Please choose one from the list."))
        name = ViewService.named(name, [])
        wanted = {"name": name, "module": module, "shared": shared, "state": state, "roles": sorted(roles)}
        known = next(((view, begun) for view, begun in self.every() if (view.module, view.name) == (module, name)), None)
        if known is None:
            (id,) = self.sequence.take()
            self.views.insert(id, module, name, current.actor().id, state, current.now())
            self._write(Published(id, module, name, "me", state, 1), wanted)
            self._store(id, name, None, wanted)
        elif (before := self._values(*known)) != wanted:
            self._write(known[0], wanted)
            self._store(known[0].id, name, before, wanted)

    def _write(self, view: Published, wanted: Values) -> None:
        if not self.views.update(view.id, wanted["name"], wanted["shared"], wanted["state"], view.version, current.now()):
            raise Conflict(view.version)
        if wanted["roles"]:
            self.views.drop_beginnings(view.module, wanted["roles"])
        self.views.drop_shares(view.id)
        self.views.put_shares([{"view_id": view.id, "kind": "role", "target_id": id} for id in wanted["roles"]])

    def _store(self, id: int, name: str, before: Values | None, after: Values | None, undoes: int | None = None) -> int:
        verb = "undo" if undoes else "create" if before is None else "remove" if after is None else "edit"
        return self.journal.store(self.puts_back, verb, name, [Change(self.puts_back, id, 0, before, after)], undoes)

    @transactional
    def remove(self, ids: list[int]) -> None:
        self._require()
        for view, roles in self.every():
            if view.id in ids:
                self.views.mark_removed(view.id, current.now())
                self._store(view.id, view.name, self._values(view, roles), None)

    @transactional
    def put_back(self, records: dict[int, list[ChangeItem]], undoes: int, outcome: Outcome) -> None:
        """What views were before a change set, where nobody has changed them since; see UndoService."""
        self._require()
        for id, items in records.items():
            if items[0].before and items[0].field is None:  # it was removed
                self.views.mark_removed(id, None)
            here = next(((view, roles) for view, roles in self.every() if view.id == id), None)
            if here is None:
                outcome.refused[id] = NotFound.words
                continue
            outcome.titles[id] = here[0].name
            before = self._before(self._values(*here), items)
            if before is None:
                outcome.kept[id] = Words("Edited since.")
                continue
            outcome.done.append(id)
            outcome.change_set_id = self._put_back(here[0], self._values(*here), before, items[0], undoes)

    def _put_back(self, view: Published, now: Values, before: Values, item: ChangeItem, undoes: int) -> int:
        if item.field is None and item.before is None:  # it was made
            self.views.mark_removed(view.id, current.now())
            return self._store(view.id, view.name, now, None, undoes)
        if item.field is None:
            return self._store(view.id, view.name, None, now, undoes)
        self._write(view, before)
        return self._store(view.id, view.name, now, before, undoes)

    @staticmethod
    def _before(now: Values, items: list[ChangeItem]) -> Values | None:
        """The values before the items; None where somebody has changed them since."""
        if items[0].field is None:
            left = items[0].after or items[0].before
            return now if canonical(now) == recanonical(left) else None
        if any(canonical(now.get(item.field or "")) != recanonical(item.after) for item in items):
            return None
        return {**now, **{item.field or "": json.loads(item.before) if item.before else None for item in items}}
