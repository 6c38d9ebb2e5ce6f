"""From which networks people may work: lists for the whole company and for roles."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from crm.domain.kit.text import Refused
from crm.language import N_, Words

MOST = 200  # lines of one list
COMPANY = "company"
NOT_FROM_HERE = N_("From the network that you come from nobody may work here with your roles. Please ask your administrator.")
Address = IPv4Address | IPv6Address
Network = tuple[str, ...]  # in CIDR notation


@dataclass(frozen=True)
class Rules:
    """Lists by what they are for: the company, or the id of a role. No list, no limit."""

    lists: Mapping[str, Network] = field(default_factory=dict)

    def allows(self, roles: Iterable[int], address: str | None) -> bool:
        """Whether the address stands in the company's list and in that of each of these roles that has one."""
        wanted = [own for key in (COMPANY, *map(str, roles)) if (own := self.lists.get(key))]
        if not wanted:
            return True
        here = plain(address)
        return here is not None and all(_holds(own, here) for own in wanted)


def plain(address: str | None) -> Address | None:
    """The address; an IPv4 one that was written as IPv6 (::ffff:10.0.0.1) is what it stands for."""
    try:
        found = ip_address((address or "").partition("%")[0])
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found


@lru_cache(maxsize=1000)
def _holds(networks: Network, here: Address) -> bool:
    return any(here in ip_network(one) for one in networks)


def parsed(text: str) -> Network:
    """The networks of what was typed: one a line or with commas between them; a single address is a network of one."""
    found: dict[str, None] = {}
    for word in text.replace("，", ",").replace("、", ",").replace(",", " ").split():
        address, _, bits = word.partition("/")
        try:
            one = plain(address)
            network = ip_network(f"{one}/{_bits(address, bits)}" if bits else str(one), strict=False)
        except ValueError:
            words = Words("“{word}” is neither an address nor a network such as 10.0.0.0/8 or 2001:db8::/32.", word=word[:60])
            raise Refused(words) from None
        found[str(network)] = None
    if len(found) > MOST:
        raise Refused(Words("At most {most} networks.", most=MOST))
    return tuple(found)


def _bits(address: str, bits: str) -> int:
    """The length of the prefix; that of a mapped IPv4 network is counted from the front of the IPv6 one."""
    n = int(bits)
    if ":" not in address or plain(address) is None or ":" in str(plain(address)):
        return n
    if n < 96:
        raise ValueError(bits)
    return n - 96


@lru_cache(maxsize=8)
def rules_of(text: str | None) -> Rules:
    """The rules as the setting keeps them."""
    return Rules({key: tuple(own) for key, own in json.loads(text).items()} if text else {})
