"""Somebody who uses the CRM without a browser: signs in quickly, is the second user, cleans up."""

import re
from http.cookiejar import Cookie, CookieJar
from time import monotonic
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')
TIMEOUT = 30
FRESH = 600  # seconds; what matters asks those who signed in longer ago who they are


class Visitor:
    """A session of plain forms, as without script."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.at = ""  # where the last request ended
        self.cookies = CookieJar()
        self.since = monotonic()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies))

    @property
    def is_fresh(self) -> bool:
        return monotonic() - self.since < FRESH

    def get(self, path: str) -> tuple[int, str]:
        return self._ask(Request(self.base_url + quote(path, safe="/?&=%:,;+")))  # as a browser writes what was typed

    def post(self, path: str, data: dict[str, Any], seen_at: str = "/sign-in") -> tuple[int, str]:
        """Send a form with the token of the page it stands on. Redirections are followed."""
        found = TOKEN.search(self.get(seen_at)[1])
        assert found, f"There is no form token on {seen_at}."
        body = urlencode({"csrf_token": found[1], **data}, doseq=True).encode()
        return self._ask(Request(self.base_url + path, body, {"Referer": self.base_url + seen_at}))

    def _ask(self, request: Request) -> tuple[int, str]:
        try:
            with self.opener.open(request, timeout=TIMEOUT) as answer:
                self.at = answer.url.removeprefix(self.base_url)
                return answer.status, answer.read().decode("utf-8", "replace")
        except HTTPError as refusal:
            return refusal.code, refusal.read().decode("utf-8", "replace")

    def sign_in(self, account: str, password: str, language: str = "zh") -> "Visitor":
        status, text = self.post("/sign-in", {"account": account, "password": password})
        assert status == 200 and 'name="password"' not in text, f"{account} could not sign in at {self.base_url} ({status})."
        self.post(f"/profile/language/{language}", {}, "/")
        return self

    def create(self, path: str, **values: Any) -> int:
        """A new record by its form; its number."""
        status, text = self.post(path, values, f"{path}/new")
        number = self.at.removeprefix(f"{path}/")
        assert status == 200 and number.isdigit(), f"{path} refused {values} ({status}): {text[:3000]}"
        return int(number)

    def take(self, cookies: list[dict[str, Any]]) -> "Visitor":
        """Go on with the session of a browser."""
        host = urlsplit(self.base_url).hostname or ""
        for one in cookies:
            self.cookies.set_cookie(
                Cookie(0, one["name"], one["value"], None, False, host, False, False, "/", True, False, None, True, None, None, {})
            )
        return self
