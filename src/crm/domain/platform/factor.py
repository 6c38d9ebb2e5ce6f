"""Second factors of signing in: what somebody has beside his password, and what his roles demand."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from crm.domain.kit.kind import Option
from crm.language import N_

# What a role demands; the last of several is the strictest.
DEMANDS = (
    Option("none", N_("The password is enough")),
    Option("any", N_("Any second factor"), "info"),
    Option("passkey", N_("A passkey"), "info"),
)
HOLDS = timedelta(minutes=10)  # how long somebody may take between the two steps of signing in
CODES = 10
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # those that are not taken for one another


@dataclass(frozen=True)
class Standing:
    """What somebody has beside his password, and what his roles demand: the place of the strictest in `DEMANDS`."""

    totp: bool
    passkeys: int
    codes: int
    demand: int

    @property
    def asks(self) -> bool:
        """Whether a second step is asked for after the password."""
        return self.totp or self.passkeys > 0

    @property
    def lacks(self) -> str:
        """What the roles demand and is not there: `any`, `passkey` or nothing."""
        enough = (True, self.asks, self.passkeys > 0)[self.demand]
        return "" if enough else DEMANDS[self.demand].value

    @property
    def takes_totp(self) -> bool:
        """Whether a code of the app opens the door: not where a passkey is demanded and there is one."""
        return self.totp and not (DEMANDS[self.demand].value == "passkey" and self.passkeys)


@dataclass(frozen=True)
class Totp:
    """The shared secret of an authenticator app, sealed, and the time step of the code that was taken last."""

    secret: str
    last_step: int
    created_at: datetime


@dataclass(frozen=True)
class Passkey:
    """One passkey, as its owner sees it."""

    id: int
    name: str
    created_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class PublicKey:
    """What an answer of a passkey is held against."""

    id: int
    user_id: int
    credential_id: str
    public_key: str
    sign_count: int


@dataclass(frozen=True)
class Step:
    """Somebody who gave the first half of what signing in takes."""

    user_id: int
    proof: str


@dataclass(frozen=True)
class FactorLine:
    """Somebody and his factors, for those who look after people."""

    id: int
    sort_key: str
    name: str
    department_name: str | None
    totp: bool
    passkeys: int
    codes: int
    demand: int

    @property
    def standing(self) -> Standing:
        return Standing(self.totp, self.passkeys, self.codes, self.demand)


@dataclass(frozen=True, slots=True)
class Site:
    """Where passkeys are made and used: the host they are bound to, and the address of the page."""

    host: str
    origin: str


def new_codes() -> list[str]:
    """Recovery codes of fifty bits each, in two groups."""
    made = ("".join(secrets.choice(LETTERS) for _ in range(10)) for _ in range(CODES))
    return [f"{code[:5]}-{code[5:]}" for code in made]


def plain_code(text: str) -> str:
    """A code without what people type in between."""
    return "".join(text.split()).replace("-", "").casefold()
