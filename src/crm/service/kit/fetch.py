"""Requests to other servers whose address somebody typed in: the name is resolved once, checked, and connected to as checked.

No redirect is followed and no proxy is asked; answers are small and come in time. What seems to be the internet but leads back into
our own network (NAT64, 6to4, Teredo, mapped addresses) is held against the address that it stands for.
"""

import http.client
import ipaddress
import json
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from crm.errors import CrmError
from crm.language import Words

TIMEOUT = 10.0  # seconds, for all of one request
LARGEST = 500_000  # bytes
NAT64 = ipaddress.ip_network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Unreachable(CrmError):
    """The other server was not asked, did not answer, or not with what was expected."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What another server answered."""

    status: int
    body: bytes

    def json(self) -> dict[str, Any]:
        """The JSON object that it is. Raises Unreachable for anything else."""
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise Unreachable(Words("The other server answered something that is not JSON."))
        return found


def is_public(address: Address) -> bool:
    """Whether it is an address of the internet, whatever it is wrapped in."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in NAT64:
            inner = ipaddress.IPv4Address(address.packed[12:])
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


def resolved(host: str, port: int, private: bool) -> str:
    """An address of the host that may be connected to. Raises Unreachable when there is none, or one that may not."""
    try:
        found = {str(line[4][0]) for line in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        raise Unreachable(Words("There is no server called {host}.", host=host)) from None
    # IPv4 first: a machine may have no way to the other kind
    addresses = [ipaddress.ip_address(text.partition("%")[0]) for text in sorted(found, key=lambda text: (":" in text, text))]
    if not private and not all(map(is_public, addresses)):
        raise Unreachable(Words("{host} lies in a private network, which is not allowed for this source.", host=host))
    return str(addresses[0])


class Fetcher:
    """Asks other servers. `timeout` is for all of a request, `largest` for its answer."""

    def __init__(self, timeout: float = TIMEOUT, largest: int = LARGEST):
        self.timeout = timeout
        self.largest = largest

    def get(self, url: str, headers: Mapping[str, str] | None = None, private: bool = False) -> Answer:
        return self._ask("GET", url, None, headers or {}, private)

    def post(self, url: str, form: Mapping[str, str], headers: Mapping[str, str] | None = None, private: bool = False) -> Answer:
        typed = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", url, urlencode(form).encode(), typed | dict(headers or {}), private)

    def send(self, url: str, body: bytes, headers: Mapping[str, str], private: bool = False) -> Answer:
        """Post a body of whatever type the headers say."""
        return self._ask("POST", url, body, headers, private)

    def _ask(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], private: bool) -> Answer:
        parts = urlsplit(url)
        host, tls = parts.hostname or "", parts.scheme == "https"
        if not host or parts.username or not (tls or (parts.scheme == "http" and private)):
            raise Unreachable(Words("This address cannot be asked: {url}", url=url[:200]))
        port = parts.port or (443 if tls else 80)
        ends = time.monotonic() + self.timeout
        connection = _Checked(host, port, resolved(host, port, private), tls, self.timeout)
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request(method, target, body, {"Accept": "application/json", "Accept-Encoding": "identity", **headers})
            answer = connection.getresponse()
            return Answer(answer.status, self._read(answer, ends, host))
        except ssl.SSLCertVerificationError:
            raise Unreachable(Words("The certificate of {host} cannot be trusted.", host=host)) from None
        except (OSError, http.client.HTTPException):
            raise Unreachable(Words("{host} does not answer.", host=host)) from None
        finally:
            connection.close()

    def _read(self, answer: http.client.HTTPResponse, ends: float, host: str) -> bytes:
        """The body, unless it is too large or trickles in too slowly."""
        found = b""
        while part := answer.read1(65536):
            found += part
            if len(found) > self.largest:
                raise Unreachable(Words("{host} answers more than expected.", host=host))
            if time.monotonic() > ends:
                raise Unreachable(Words("{host} does not answer.", host=host))
        return found


class _Checked(http.client.HTTPConnection):
    """A connection to the address that was checked, under the name that was asked for."""

    def __init__(self, host: str, port: int, address: str, tls: bool, timeout: float):
        super().__init__(host, port, timeout=timeout)
        self.address = address
        self.tls = tls

    def connect(self) -> None:
        plain = socket.create_connection((self.address, self.port), self.timeout)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host) if self.tls else plain
