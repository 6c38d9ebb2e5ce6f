"""Saved views: who gets which, who may change them, and with which a list begins."""

from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.sequence import SequenceDao
from crm.dao.platform.view import ViewDao
from crm.domain.kit.filter_shut import spare
from crm.domain.kit.module import modules
from crm.domain.platform.field import FieldsUsed, FieldUse
from crm.domain.platform.view import MOST, NAME_LENGTH, SHARED, SavedView, Share, in_order, mentions
from crm.errors import Conflict, Forbidden, Invalid, NotFound
from crm.language import N_, Words
from crm.service.kit.event import listens
from crm.service.kit.transaction import reading, transactional

PUBLISH = "view.edit"  # show views to everybody, and set them for roles


class ViewService:
    """The views of lists. What a view shows is never more than its reader may see: it only arranges."""

    def __init__(self, db: Database, views: ViewDao, sequence: SequenceDao):
        self.db = db
        self.views = views
        self.sequence = sequence

    @reading
    def page(self, module: str) -> list[SavedView]:
        """The actor's tabs of a list, in his order; one statement."""
        actor = current.actor()
        return in_order(self.views.page(module, actor.id, actor.department_id, list(actor.roles)))

    @reading
    def get(self, module: str, id: int) -> SavedView:
        found = next((view for view in self.page(module) if view.id == id), None)
        if found is None:
            raise NotFound()
        return found

    @staticmethod
    def may_edit(view: SavedView) -> bool:
        """Its owner; those who may publish also of what everybody sees, and of what somebody shared who works here no longer."""
        actor = current.actor()
        return view.user_id == actor.id or (actor.may(PUBLISH) and (view.shared == "all" or view.begins or view.abandoned))

    @reading
    def shares(self, view: SavedView) -> list[Share]:
        return self.views.shares(view.id)

    @transactional
    def create(self, module: str, name: str, state: dict[str, Any]) -> SavedView:
        own = [view for view in self.page(module) if view.user_id == current.actor().id]
        if len(own) >= MOST:
            raise Invalid(name=Words("At most {n} views of one list. Please remove one first.", n=MOST))
        spare(modules()[module], state.get("filter"))
        (id,) = self.sequence.take()
        self.views.insert(id, module, self.named(name, own), current.actor().id, state, current.now())
        return self.get(module, id)

    @staticmethod
    def named(name: str, own: list[SavedView]) -> str:
        """The name as it is kept; Invalid for one that no view of these may have."""
        name = " ".join(name.replace("\0", "").split())
        if not name:
            raise Invalid(name=Words("Please fill this in."))
        if len(name) > NAME_LENGTH:
            raise Invalid(name=Words("At most {max} characters.", max=NAME_LENGTH))
        if any(view.name == name for view in own):
            raise Invalid(name=Words("Another of your views of this list has this name."))
        return name

    @transactional
    def keep(self, module: str, id: int, state: dict[str, Any]) -> SavedView:
        """Let the view show from now on what the list shows."""
        view = self._editable(module, id)
        spare(modules()[module], state.get("filter"))
        self._update(view, view.name, view.shared, state)
        return self.get(module, id)

    @transactional
    def change(self, module: str, id: int, name: str, shared: str, shares: list[Share]) -> SavedView:
        """Another name, and others who see it."""
        view = self._editable(module, id)
        others = [one for one in self.page(module) if one.user_id == view.user_id and one.id != id]
        if shared not in SHARED:
            raise Invalid(shared=Words("“{value}” is not one of the choices.", value=shared[:60]))
        roles = [share.target_id for share in shares if share.kind == "role"]
        before = self.views.shares(id)
        if not current.actor().may(PUBLISH):
            if shared == "all" and view.shared != "all":
                raise Invalid(shared=Words("You are not allowed to share views with everybody."))
            if {share.target_id for share in before if share.kind == "role"} != set(roles):
                raise Forbidden()
        wanted = [share for share in shares if share.kind == "role" or shared == "some"]
        if shared == "some" and not any(share.kind != "role" for share in wanted):
            raise Invalid(shared=Words("Please choose whom you share it with."))
        self._update(view, self.named(name, others), shared, view.state)
        if roles:
            self.views.drop_beginnings(module, roles)
        self.views.drop_shares(id)
        self.views.put_shares([{"view_id": id, "kind": one.kind, "target_id": one.target_id} for one in dict.fromkeys(wanted)])
        return self.get(module, id)

    def _update(self, view: SavedView, name: str, shared: str, state: dict[str, Any]) -> None:
        if not self.views.update(view.id, name, shared, state, view.version, current.now()):
            raise Conflict(view.version)

    def _editable(self, module: str, id: int) -> SavedView:
        view = self.get(module, id)
        if not self.may_edit(view):
            raise Forbidden()
        return view

    @transactional
    def remove(self, module: str, id: int) -> SavedView:
        """Take the tab away, from all who had it; `restore` brings it back to all."""
        view = self._editable(module, id)
        self.views.mark_removed(id, current.now())
        return view

    @transactional
    def restore(self, id: int) -> SavedView:
        """One of the actor's own views that was taken away."""
        module = self.views.removed_module(id, current.actor().id)
        if module is None:
            raise NotFound()
        self.views.mark_removed(id, None)
        return self.get(module, id)

    @transactional
    def move(self, module: str, id: int, step: int) -> None:
        """Put a tab one place on, in the actor's own order."""
        ids = [view.id for view in self.page(module)]
        if id not in ids:
            raise NotFound()
        at = ids.index(id)
        ids.insert(min(max(at + step, 0), len(ids) - 1), ids.pop(at))
        user_id = current.actor().id
        self.views.drop_places(user_id, ids)
        self.views.put_places([{"user_id": user_id, "view_id": one, "position": place} for place, one in enumerate(ids)])

    @listens(FieldsUsed)
    @reading
    def used(self, event: FieldsUsed) -> None:
        """Views that speak of a field, for whoever wants to rename or remove it."""
        for view in self.views.uses(event.module):
            if mentions(view.state, event.field):
                event.found.append(FieldUse(N_("View"), view.name, f"{modules()[event.module].path}?view={view.id}"))
