"""An opening of a link: when, from which network and with what kind of device. Nothing that tells one person from another."""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from crm.language import N_

AGAIN = timedelta(minutes=10)  # whoever looks again so soon has it open still
MOST = 200  # openings that are kept of one link
DEVICES = {"phone": N_("Mobile phone"), "tablet": N_("Tablet"), "computer": N_("Computer"), "robot": N_("Preview of a program")}
ROBOTS = ("bot", "crawl", "spider", "preview", "scan", "fetch", "curl", "wget", "python", "httpclient")
TABLETS = ("ipad", "tablet")
PHONES = ("iphone", "mobile", "android", "harmonyos")


@dataclass(frozen=True)
class QuoteView:
    at: datetime
    network: str
    device: str
    recipient: str | None


@dataclass(frozen=True)
class ViewsKnown:
    """How many openings of a link are noted, and how many of them from the same place lately."""

    noted: int
    lately: int


def device_of(agent: str | None) -> str:
    """By what the browser says of itself. What opens links to preview or scan them is no reader."""
    text = (agent or "").casefold()
    if not text or any(word in text for word in ROBOTS):
        return "robot"
    if any(word in text for word in TABLETS):
        return "tablet"
    return "phone" if any(word in text for word in PHONES) else "computer"


def network_prefix(address: str | None) -> str:
    """The network, wide enough to hold many: 203.0.113.0/24, 2001:db8:1::/48."""
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return "—"
    return str(ipaddress.ip_network((parsed, 24 if parsed.version == 4 else 48), strict=False))
