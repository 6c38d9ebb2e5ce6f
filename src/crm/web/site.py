"""Where passkeys are bound to: the host that people know this program by."""

import ipaddress
from urllib.parse import urlsplit

from flask import request
from werkzeug.wrappers import Response

from crm.domain.platform.factor import Site
from crm.errors import NotFound
from crm.language import Words
from crm.web.kit.page import container


def site() -> Site | None:
    """The configured address, else the host that was asked for; None where browsers make no passkeys: at a bare number, and
    where the page is reached by another name than the configured one."""
    asked, known = urlsplit(request.host_url), urlsplit(container().platform.setting().get("address") or request.host_url)
    if not known.hostname or asked.hostname != known.hostname or _is_number(known.hostname):
        return None
    return Site(known.hostname, f"{known.scheme}://{known.netloc}")


def need() -> Site:
    """The same; raises NotFound with the reason where there is none."""
    if found := site():
        return found
    address = container().platform.setting().get("address")
    if address:
        raise NotFound(Words("Passkeys work only at {address}.", address=address))
    raise NotFound(Words("Passkeys need a host name: an address that is a bare number has none."))


def answer(options: str) -> Response:
    """Options of the WebAuthn library for the browser."""
    return Response(options, mimetype="application/json")


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
