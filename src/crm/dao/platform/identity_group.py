"""Groups of people that are kept elsewhere in the database."""

from typing import Any

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.platform.identity_group import MODULE, GroupLine, Meaning, Member, Standing


class IdentityGroupDao(RecordDao):
    module = MODULE

    @statement
    def meaning(self, names: list[str]) -> list[Meaning]:
        """What groups of these names, in lower case, stand for; whoever asks."""
        ...

    @statement
    def members(self, group_ids: list[int]) -> list[Member]: ...

    @statement
    def people_in(self, group_ids: list[int]) -> list[int]: ...

    @statement
    def put_members(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def note_members(self, group_id: int) -> int: ...

    @statement
    def drop_members(self, group_id: int, user_ids: list[int]) -> int: ...

    @statement
    def standing(self, user_ids: list[int]) -> list[Standing]:
        """Every membership of these people, of groups that are gone too."""
        ...

    @statement
    def put_granted(self, user_ids: list[int]) -> int:
        """What these people's groups stand for now is what they have given them."""
        ...

    @statement
    def listed(
        self, size: int, skip: int, id: int | None = None, name: str | None = None, external_id: str | None = None
    ) -> list[GroupLine]:
        """As a provisioning client pages through them: by their ids, from a number on."""
        ...

    @statement
    def count_listed(self) -> int: ...
