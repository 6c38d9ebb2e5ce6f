"""People as a provisioning client (SCIM) sees them, in the database."""

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.scim import ScimGroupOf, ScimPerson
from crm.domain.platform.user import MODULE


class ScimDao(Dao):
    module = MODULE

    @statement
    def people(
        self, size: int, skip: int, id: int | None = None, account: str | None = None, mail: str | None = None,
        external_id: str | None = None,
    ) -> list[ScimPerson]:  # fmt: skip
        """Those that the actor may see, by their ids, from a number on."""
        ...

    @statement
    def count_people(self) -> int: ...

    @statement
    def gone(self, account: str) -> int | None:
        """Who has this account, in lower case, but was deleted by the client."""
        ...

    @statement
    def put_person(
        self, user_id: int, external_id: str | None, family_name: str | None, given_name: str | None, gone: bool
    ) -> int: ...

    @statement
    def groups_of(self, user_ids: list[int]) -> list[ScimGroupOf]: ...
