"""The history of a record: every change, how it stood at any of its versions, and the way back for one value."""

import json
from typing import Any

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from crm import current
from crm.domain.kit.plain import canonical
from crm.domain.platform.journal import HistoryLine
from crm.errors import Conflict, Invalid
from crm.language import N_, moment, say
from crm.web.kit import timeline
from crm.web.kit.address import url
from crm.web.kit.change import Names, references, worded
from crm.web.kit.page import container
from crm.web.kit.room import Room
from crm.web.kit.toast import toast

VERSIONS = 200


class Past(Room):
    """The actions history and restore of a record module."""

    reveals: Any

    def history(self, id: int) -> Any:
        row = self.service.get(id)
        before = request.args.get("before", type=int)
        entries, more = timeline.changes(self.module, row.id, before)
        return self.render(
            "entries" if before and request.headers.get("HX-Request") else "history",
            title=self.module.title(row),
            entries=entries,
            more_entries_url=url(self.module, "history", id=id, before=more) if more else None,
            record_url=url(self.module, "show", id=id),
            history_url=url(self.module, "history", id=id),
            journal_url=url_for("platform_journal.index", module=self.module.name, record=id),
            reveals=() if before or "reveal" not in self.module.verbs else self.reveals(row),
            past=None if before else self._past(row, request.args.get("version", type=int)),
        )

    def _past(self, row: Any, version: int | None) -> dict[str, Any] | None:
        """How the record stood at one version, beside how it stands now; None while it has only one."""
        versions = container().platform.journal().versions(self.module.name, row.id, VERSIONS)
        if len(versions) < 2:
            return None
        known = {one.version: one for one in versions}
        chosen = known.get(version or 0) or versions[1]  # the one before the newest: what changed last
        lines = container().platform.journal().since(self.module.name, row.id, chosen.version)
        at = [one.version for one in reversed(versions)]
        return {
            "version": chosen.version,
            "place": at.index(chosen.version),
            "last": len(at) - 1,
            "versions": tuple((one.version, self._told(one)) for one in reversed(versions)),
            "told": self._told(chosen),
            "lines": self._compared(row, chosen.version, lines),
        }

    @staticmethod
    def _told(one: HistoryLine) -> str:
        return f"{moment(one.at)} · {one.actor_name or say('System')}"

    def _compared(self, row: Any, version: int, lines: list[HistoryLine]) -> tuple[dict[str, Any], ...]:
        """Every field that had another value then: (label, then, now, where to bring it back)."""
        then = values_at(lines)
        now = {name: canonical(getattr(row, name)) for name in then}
        pairs = [(name, text) for name in then for text in (then[name], now[name])]
        wanted = references(self.module, pairs)
        names: Names = container().records().names(wanted) if wanted else {}
        editable = self.may("edit") and self.service.may("edit", row)
        found = []
        for name, field in self.module.fields.items():
            was, is_ = (worded(field, text.get(name), names) for text in (then, now))
            if name in then and (was != is_ if field.masked else then[name] != now[name]):
                back = (
                    url(self.module, "restore", id=row.id, version=version, name=name)
                    if editable and name in self.module.draft.fields
                    else None
                )
                found.append(
                    {
                        "label": say(field.label),
                        "then": was,
                        "now": is_,
                        "url": back,
                    }
                )
        return tuple(found)

    def restore(self, id: int, version: int, name: str) -> Response:
        """Give one field the value that it had at that version."""
        row = self.service.get(id)
        self.service.check_record("edit", row)
        field = self.module.draft.fields.get(name) or abort(404)
        then = values_at(container().platform.journal().since(self.module.name, row.id, version))
        if name not in then:
            abort(404)
        try:
            with current.acting(source="restore"):
                self.service.change(id, {name: json.loads(then[name] or "null")}, row.version)
        except Invalid as refusal:
            toast(" ".join(say(why) for why in refusal.fields.values()), tone="bad")
        except Conflict as conflict:
            toast(say(conflict.words), tone="bad")
        else:
            toast(N_("{name} has its earlier value again."), current.last_change(), name=say(field.label))
        return self.to("history", id=id, version=version)


def values_at(lines: list[HistoryLine]) -> dict[str, str | None]:
    """The fields that changed after a version, with the values they had at it; `lines` is what came after, oldest first."""
    found: dict[str, str | None] = {}
    for line in lines:
        if line.field:
            found.setdefault(line.field, line.before)
    return {name: canonical(json.loads(text)) if text else None for name, text in found.items()}
