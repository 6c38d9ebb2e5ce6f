"""Second factors in the database, and who has signed in by half."""

from datetime import datetime
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.factor import FactorLine, Passkey, PublicKey, Standing, Step, Totp


class FactorDao(Dao):
    @statement
    def standing(self, user_id: int) -> Standing: ...

    @statement
    def page(self, size: int, after_key: str | None = None, after_id: int | None = None) -> list[FactorLine]: ...

    @statement
    def totp(self, user_id: int) -> Totp | None: ...

    @statement
    def put_totp(self, user_id: int, secret: str, last_step: int, now: datetime) -> int: ...

    @statement
    def spend_step(self, user_id: int, step: int) -> int:
        """0 when a code of that time step or of a later one was taken before."""
        ...

    @statement
    def drop_totp(self, user_id: int) -> int: ...

    @statement
    def drop_codes(self, user_id: int) -> int: ...

    @statement
    def insert_codes(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def spend_code(self, user_id: int, code_hash: str, now: datetime) -> int:
        """0 when there is no such code, or it was used."""
        ...

    @statement
    def passkeys(self, user_id: int) -> list[Passkey]: ...

    @statement
    def public_keys(self, user_id: int) -> list[PublicKey]: ...

    @statement
    def public_key(self, credential_id: str) -> PublicKey | None: ...

    @statement
    def insert_passkey(self, user_id: int, credential_id: str, public_key: str, sign_count: int, name: str, now: datetime) -> int:
        """0 when somebody has registered that passkey already."""
        ...

    @statement
    def note_use(self, id: int, sign_count: int, now: datetime) -> int: ...

    @statement
    def rename_passkey(self, id: int, user_id: int, name: str) -> int: ...

    @statement
    def drop_passkey(self, id: int, user_id: int) -> int: ...

    @statement
    def drop_passkeys(self, user_id: int) -> int: ...

    @statement
    def spend_answer(self, nonce: str, expires_at: datetime) -> int:
        """0 when the challenge was answered before."""
        ...

    @statement
    def forget_answers(self, now: datetime) -> int: ...

    @statement
    def insert_step(self, token_hash: str, user_id: int, proof: str, expires_at: datetime) -> int: ...

    @statement
    def step(self, token_hash: str, now: datetime) -> Step | None: ...

    @statement
    def drop_step(self, token_hash: str) -> int:
        """0 when the step was gone through before."""
        ...

    @statement
    def drop_steps(self, user_ids: list[int]) -> int: ...

    @statement
    def forget_steps(self, now: datetime) -> int: ...
