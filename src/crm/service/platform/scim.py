"""Provisioning by SCIM 2.0: what is offered, and to whom. The protocol itself needs the extra `scim`."""

import importlib.util
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.identity import IdentityDao
from crm.dao.platform.scim import ScimDao
from crm.domain.platform.scim import PERMISSION, Reply, ScimError
from crm.errors import Forbidden
from crm.language import Words
from crm.service.kit.transaction import reading
from crm.service.platform.identity_group import IdentityGroupService
from crm.service.platform.user import UserService

MISSING = Words("Provisioning by SCIM needs the extra “scim”: pip install crm[scim].")


class ScimService:
    def __init__(self, db: Database, people: ScimDao, users: UserService, groups: IdentityGroupService, identities: IdentityDao):
        self.db = db
        self.people = people
        self.users = users
        self.groups = groups
        self.identities = identities
        self.is_offered = importlib.util.find_spec("scim2_models") is not None

    def owner(self, narrowed: current.Actor) -> current.Actor:
        """Whoever's token this is, with all of his rights: the token may do nothing but this, and this no more than he may himself."""
        if not narrowed.may(PERMISSION):
            raise Forbidden()
        found = self.users.actor(narrowed.id)
        if found is None:
            raise Forbidden()
        return found

    def resources(self, endpoint: str, base: str) -> Any:
        """Users or Groups; each of what can be done with them is a transaction of its own."""
        if not self.is_offered:
            raise ScimError(501, MISSING)
        from crm.service.platform.scim_group import ScimGroups
        from crm.service.platform.scim_user import ScimUsers

        if endpoint == "Users":
            return ScimUsers(self.db, base, self.people, self.users, self.identities)
        return ScimGroups(self.db, base, self.groups)

    def discovery(self, endpoint: str, base: str, id: str = "") -> Reply:
        """What we say of ourselves: ServiceProviderConfig, ResourceTypes, Schemas."""
        if not self.is_offered:
            raise ScimError(501, MISSING)
        from scim2_models import Context, ListResponse, Meta, ResourceType, Schema, ServiceProviderConfig

        from crm.service.platform.scim_model import PROVIDER

        kinds: dict[str, tuple[Any, tuple[Any, ...]]] = {
            "ServiceProviderConfig": (ServiceProviderConfig, (PROVIDER.config,)),
            "ResourceTypes": (ResourceType, PROVIDER.resource_types),
            "Schemas": (Schema, PROVIDER.schemas),
        }
        kind, found = kinds[endpoint]
        single = endpoint == "ServiceProviderConfig"
        places = ["/".join(part for part in (base, endpoint, one.id) if part) for one in found]
        metas = [Meta(resource_type=kind.__name__, location=place) for place in places]
        made = [one.model_copy(update={"meta": meta}) for one, meta in zip(found, metas, strict=True)]
        if single:
            return Reply(made[0].model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE))
        if id:
            one = next((one for one in made if str(one.id).lower() == id.lower()), None)
            if one is None:
                raise ScimError(404, Words("There is nothing of this name."))
            return Reply(one.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE))
        listed = ListResponse[kind](total_results=len(made), start_index=1, items_per_page=len(made), resources=made)  # type: ignore[valid-type]
        return Reply(listed.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE))

    @reading
    def known(self) -> int:
        """How many people a client would see."""
        return self.people.count_people()

