"""An OpenID Connect provider for tests: a real one, on this machine, whose people and keys the test decides about."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import flask
import httpx
import oidc_provider_mock
from authlib.jose import RSAKey

from tests.kit.servers import live


@dataclass
class Provider:
    """One at `issuer`. `people`: subject -> what it says of him."""

    issuer: str = ""
    storage: dict[str, Any] = field(default_factory=dict)

    def know(self, subject: str, **claims: Any) -> None:
        httpx.put(f"{self.issuer}/users/{subject}", json=claims).raise_for_status()

    def sign_in(self, url: str, subject: str) -> dict[str, str]:
        """Somebody signs in there; what his browser brings back."""
        answer = httpx.post(url, data={"sub": subject})
        assert answer.status_code == 302, answer.text
        return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}

    def change_keys(self) -> None:
        """It signs with another key from now on."""
        self.storage["it"].jwk = RSAKey.generate_key(is_private=True)

    def source(self, **more: str) -> dict[str, str]:
        """What an administrator types in."""
        return {"name": "公司账号", "kind": "oidc", "active": "1", "issuer": self.issuer, "client_id": "crm", "private": "1"} | more


@contextmanager
def provider(holds: timedelta = timedelta(hours=1)) -> Iterator[Provider]:
    """The provider for the length of the block; its tokens hold so long."""
    made, app = Provider(), oidc_provider_mock.app(require_nonce=True, access_token_max_age=holds)

    @app.before_request
    def note() -> None:
        made.storage["it"] = flask.g.oidc_provider_mock_storage

    @app.after_request
    def bare(answer: flask.Response) -> flask.Response:
        """Without the style sheet that it takes from the internet."""
        if answer.mimetype == "text/html":
            answer.set_data(re.sub(r"<link[^>]*https?://[^>]*>", "", answer.get_data(as_text=True)))
        return answer

    with live(app) as address:
        made.issuer = address
        yield made
