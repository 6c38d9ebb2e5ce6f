"""Backups: which there are, what a restore of each found, one more, and taking one away."""

from dataclasses import dataclass
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect

from crm import current, language
from crm.container import Container
from crm.domain.platform.backup import Backup, is_old, newest_whole
from crm.language import N_, say
from crm.service.platform.backup_store import BackupStoreService
from crm.service.platform.setting import SettingService
from crm.web.kit.download import sent
from crm.web.kit.page import Page, permits
from crm.web.platform.operation_tabs import tabs
from crm.web.proof import sensitive

page = Page(__name__, url="/backups")
Store = Annotated[BackupStoreService, Provide[Container.operation.backup_store]]
Settings = Annotated[SettingService, Provide[Container.platform.setting]]
COUNTED = ("customers", "rows", "tables", "files", "changes", "events")
FOUND = N_(
    "Restored: {customers} customers, {rows} rows in {tables} tables, {files} files. Journal whole ({changes}), "
    "security events whole ({events})."
)


@dataclass(frozen=True, slots=True)
class BackupView:
    """One backup in words."""

    name: str
    made: str
    size: str
    tone: str
    state: str
    found: str
    checked: str


@page.get("")
@permits("backup.view")
def index(store: Store, settings: Settings) -> str:
    found, clock = store.all(), settings.get("backup_time")
    whole, actor, trouble = newest_whole(found), current.actor(), store.trouble()
    if not clock:
        schedule = say("No backup is made by itself.")
    else:
        schedule = say("Every night at {time}; the newest {n} are kept.", time=clock, n=settings.get("backup_kept"))
    return page.render(
        "index", tabs=tabs("backup"), rows=[_view(one) for one in found], schedule=schedule, possible=store.is_possible(),
        newest=language.ago(whole.made_at) if whole else say("None yet"),
        late=is_old(whole, current.now()), trouble=say(trouble) if trouble else None,
        whole=language.size(sum(one.size for one in found)), folder=store.folder,
        may_make=actor.may("backup.create"), may_take=actor.may("backup.export"), may_set=actor.may("setting.edit"),
    )  # fmt: skip


def _view(one: Backup) -> BackupView:
    tone, state = ("bad", say("Cannot be restored")) if one.error else ("ok", say("Checked")) if one.checked else ("", say("Not checked"))
    found = checked = ""
    if one.error:
        found = say(one.error)
    elif one.checked:
        found = say(FOUND, **{name: language.number(getattr(one.checked, name)) for name in COUNTED})
        checked = say("{when}, took {seconds} s", when=language.moment(one.checked.at), seconds=f"{one.checked.seconds:.1f}")
    return BackupView(one.name, language.moment(one.made_at), language.size(one.size), tone, state, found, checked)


@page.post("")
@permits("backup.create")
def store(store: Store) -> Any:
    """One more, by a job; its page shows how it goes."""
    return redirect(f"/jobs/{store.ask()}", 303)


@page.post("/<name>/check")
@permits("backup.create")
def check(name: str, store: Store) -> Any:
    """Restore it into a scratch copy again."""
    return redirect(f"/jobs/{store.ask_check(name)}", 303)


@page.get("/<name>")
@permits("backup.export")
@sensitive
def show(name: str, store: Store) -> Any:
    """The file itself, sealed as it is."""
    return sent(store.taken(name), name)
