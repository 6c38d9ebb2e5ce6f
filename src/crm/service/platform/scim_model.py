"""The resources that we speak of by SCIM, with those attributes alone that we keep, and what we say of ourselves.

Imported by whoever speaks SCIM only: it needs the extra `scim`.
"""

from typing import Annotated

from scim2_models import URN as Urn
from scim2_models import (
    AnyExtension,
    AuthenticationScheme,
    Bulk,
    CaseExact,
    ChangePassword,
    ComplexAttribute,
    ETag,
    Extension,
    Filter,
    Group,
    Mutability,
    Patch,
    Required,
    Resource,
    ResourceType,
    ScimPolicy,
    ScimProvider,
    ServiceProviderConfig,
    Sort,
    Uniqueness,
)

from crm.domain.platform.scim import LARGEST_PAGE
from crm.domain.platform.scim_bulk import LARGEST_PAYLOAD, MOST_OPERATIONS


class PersonName(ComplexAttribute):
    """What somebody is called."""

    formatted: str | None = None
    family_name: str | None = None
    given_name: str | None = None


class Contact(ComplexAttribute):
    """A mail address or a phone number."""

    value: str | None = None
    type: str | None = None
    primary: bool | None = None


class Membership(ComplexAttribute):
    """A group that somebody is in."""

    value: Annotated[str | None, Mutability.read_only, CaseExact.true] = None
    display: Annotated[str | None, Mutability.read_only] = None


class Person(Resource[AnyExtension]):
    """A user."""

    __schema__ = Urn("urn:ietf:params:scim:schemas:core:2.0:User")

    user_name: Annotated[str | None, Required.true, Uniqueness.server] = None
    name: PersonName | None = None
    display_name: str | None = None
    title: str | None = None
    preferred_language: str | None = None
    timezone: str | None = None
    active: bool | None = None
    emails: list[Contact] | None = None
    phone_numbers: list[Contact] | None = None
    groups: Annotated[list[Membership] | None, Mutability.read_only] = None


class Branch(Extension):
    """Where somebody works."""

    __schema__ = Urn("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")

    department: str | None = None


Whole = Person[Branch]
# What large providers (Entra ID, Okta) send beyond the letter of the specification; what we do not keep is left out.
LENIENT = ScimPolicy(
    unknown=ScimPolicy.Unknown.ignore,
    remove_value_as_filter=ScimPolicy.RemoveValue.apply,
    unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
)
CONFIG = ServiceProviderConfig(
    patch=Patch(supported=True),
    bulk=Bulk(supported=True, max_operations=MOST_OPERATIONS, max_payload_size=LARGEST_PAYLOAD),
    filter=Filter(supported=True, max_results=LARGEST_PAGE),
    change_password=ChangePassword(supported=False),
    sort=Sort(supported=False),
    etag=ETag(supported=True),
    authentication_schemes=[
        AuthenticationScheme(
            type=AuthenticationScheme.Type.oauthbearertoken, name="Bearer", description="An API token that may do this and nothing else."
        )
    ],
)
PROVIDER = ScimProvider(
    models=[Person, Branch, Group],
    resource_types=[ResourceType.from_resource(Whole), ResourceType.from_resource(Group)],
    config=CONFIG,
    policy=LENIENT,
)
