"""People by SCIM: made, changed and put out of work by the system that keeps them."""

from dataclasses import dataclass
from typing import Any

from scim2_models import UniquenessException

from crm.dao.kit.database import Database
from crm.dao.platform.identity import IdentityDao
from crm.dao.platform.scim import ScimDao
from crm.domain.kit.text import Refused
from crm.domain.platform.scim import ScimPerson, full_name
from crm.domain.platform.user import UserDraft
from crm.service.platform.scim_model import Branch, Contact, Membership, PersonName, Whole
from crm.service.platform.scim_resource import ScimResources
from crm.service.platform.user import UserService

STILL_HERE = ("active", "invited")


@dataclass(frozen=True, slots=True)
class Said:
    """What a resource says of somebody, in our words."""

    user: dict[str, Any]
    external_id: str | None
    family_name: str | None
    given_name: str | None


class ScimUsers(ScimResources):
    """The resource User."""

    model = Whole
    endpoint = "Users"
    columns = {
        "id": "id", "username": "account", "externalid": "external_id", "emails": "mail", "emails.value": "mail",
    }  # fmt: skip

    def __init__(self, db: Database, base: str, people: ScimDao, users: UserService, identities: IdentityDao):
        super().__init__(db, base)
        self.people = people
        self.users = users
        self.identities = identities

    def rows(self, size: int, skip: int, **wanted: Any) -> list[ScimPerson]:
        """In the caller's transaction."""
        self.users.require("view")
        return self.people.people(size, skip, **wanted)

    def count(self) -> int:
        """In the caller's transaction."""
        return self.people.count_people()

    def version(self, row: ScimPerson) -> str:
        return f'W/"{row.version}.{row.said}"'

    def resources(self, rows: list[ScimPerson]) -> list[Any]:
        """In the caller's transaction."""
        groups: dict[int, list[Membership]] = {}
        for one in self.people.groups_of([row.id for row in rows]) if rows else ():
            groups.setdefault(one.user_id, []).append(Membership(value=str(one.group_id), display=one.name))
        return [self._resource(row, groups.get(row.id)) for row in rows]

    def _resource(self, row: ScimPerson, groups: list[Membership] | None) -> Any:
        made = Whole(
            id=str(row.id), external_id=row.external_id, meta=self.meta(row), user_name=row.account, display_name=row.name, title=row.title,
            name=PersonName(formatted=row.name, family_name=row.family_name, given_name=row.given_name),
            preferred_language=row.language, timezone=row.timezone, active=row.state in STILL_HERE, groups=groups,
            emails=[Contact(value=row.mail, type="work", primary=True)] if row.mail else None,
            phone_numbers=[Contact(value=row.phone, type="work")] if row.phone else None,
        )  # fmt: skip
        if row.branch:
            made[Branch] = Branch(department=row.branch)
        return made

    # Writing --------------------------------------------------------------------------

    def make(self, wanted: Any) -> int:
        """Somebody new; or somebody whom the client had deleted, who is back. In the caller's transaction."""
        said = self._said(None, wanted)
        back = self.people.gone(str(wanted.user_name).lower())
        if back:
            self.users.change(back, said.user | {"state": said.user.get("state", "active")})
        else:
            self._check_new(said.user)
        id = back or self.users.create(UserDraft.parse(said.user)).id
        self.people.put_person(id, said.external_id, said.family_name, said.given_name, False)
        return id

    def _check_new(self, values: dict[str, Any], id: int = 0) -> None:
        for name, label in (("account", "userName"), ("mail", "emails")):
            text = str(values.get(name) or "").lower()
            if text and any(one.id != id and text in (one.account, one.mail) for one in self.users.records.signing_in([text])):
                raise UniquenessException(detail=f"Another user has this {label}.")

    def change(self, row: ScimPerson, before: Any, wanted: Any) -> None:
        """In the caller's transaction."""
        was, said = self._said(None, before), self._said(before, wanted)
        if said.user:
            self._check_new(said.user, row.id)
            self.users.change(row.id, said.user, row.version)
        own = (said.external_id, said.family_name, said.given_name)
        if own != (was.external_id, was.family_name, was.given_name):
            self.people.put_person(row.id, *own, False)

    def drop(self, row: ScimPerson) -> None:
        """Whoever is deleted there has left: what is his stays until somebody hands it over. In the caller's transaction."""
        if row.state != "left":
            self.users.change(row.id, {"state": "left"}, row.version)
        self.people.put_person(row.id, row.external_id, row.family_name, row.given_name, True)

    def _said(self, before: Any, wanted: Any) -> Said:
        """What differs from before; all that is said, where there is no before."""
        name = wanted.name or PersonName()
        found = {
            "account": (wanted.user_name, before and before.user_name),
            "name": (_name(before, wanted), before and before.display_name),
            "title": (wanted.title, before and before.title),
            "mail": (_main(wanted.emails), before and _main(before.emails)),
            "phone": (_fitting("phone", _main(wanted.phone_numbers)), before and _main(before.phone_numbers)),
            "language": (_language(wanted.preferred_language), before and _language(before.preferred_language)),
            "timezone": (_fitting("timezone", wanted.timezone), before and before.timezone),
            "department_id": (self._branch(wanted), before and self._branch(before)),
        }
        empties = {"title": wanted.title, "mail": wanted.emails, "phone": wanted.phone_numbers}
        user = {key: new for key, (new, was) in found.items() if new != was and (new or (key in empties and not empties[key]))}
        if wanted.active is not None and (before is None or wanted.active != before.active):
            user["state"] = "active" if wanted.active else "suspended"
        return Said(user, wanted.external_id, name.family_name, name.given_name)

    def _branch(self, resource: Any) -> int | None:
        """The department of that name; one that nobody here has changes nothing."""
        named = resource[Branch].department if resource[Branch] else None
        return self.identities.branch(named) if named else None


def _name(before: Any, wanted: Any) -> str:
    """What somebody is called: whatever of the name was changed, else the whole one, else its parts."""
    old, new = (before.name if before else None) or PersonName(), wanted.name or PersonName()
    parts = full_name(new.family_name or "", new.given_name or "")
    if before is not None:
        if new.formatted and new.formatted != old.formatted:
            return new.formatted
        if wanted.display_name and wanted.display_name != before.display_name:
            return wanted.display_name
        return parts if parts and parts != full_name(old.family_name or "", old.given_name or "") else before.display_name
    return new.formatted or wanted.display_name or parts or wanted.user_name


def _main(contacts: list[Contact] | None) -> str | None:
    """The one that counts most: the primary, the one at work, the first."""
    ranked = sorted(contacts or (), key=lambda one: (not one.primary, one.type != "work"))
    return next((one.value for one in ranked if one.value), None)


def _language(text: str | None) -> str | None:
    return next((code for code in ("zh", "en") if (text or "").lower().startswith(code)), None)


def _fitting(name: str, text: str | None) -> str | None:
    """A value that a user can have; one that nobody can have is left out, and does not keep anybody from being added."""
    try:
        return str(UserDraft.own[name].parse(text)) if text else None
    except Refused:
        return None
