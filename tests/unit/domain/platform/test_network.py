"""Which addresses a list of networks holds, however they are written."""

import pytest

from crm.domain.kit.text import Refused
from crm.domain.platform.network import COMPANY, Rules, parsed


@pytest.mark.parametrize(
    ("networks", "address", "inside"),
    [
        ("10.0.0.0/8", "10.9.8.7", True),
        ("10.0.0.0/8", "11.0.0.1", False),
        ("10.0.0.0/8", "::ffff:10.9.8.7", True),
        ("::ffff:10.0.0.0/104", "10.9.8.7", True),
        ("2001:db8::/32", "2001:db8:1::1", True),
        ("2001:db8::/32", "10.0.0.1", False),
        ("203.0.113.7", "203.0.113.7", True),
        ("203.0.113.7/24", "203.0.113.200", True),
        ("10.0.0.0/8，192.168.0.0/16", "192.168.3.4", True),
        ("10.0.0.0/8", "", False),
        ("10.0.0.0/8", "unknown", False),
        ("", "1.2.3.4", True),
    ],
)
def test_an_address_is_inside_or_not(networks, address, inside):
    assert Rules({COMPANY: parsed(networks)}).allows((), address) is inside


@pytest.mark.parametrize("text", ["10.0.0.0/33", "ten", "10.0.0", "::ffff:10.0.0.0/90", "2001:db8::/x"])
def test_what_is_no_network_is_refused(text):
    with pytest.raises(Refused):
        parsed(text)


def test_every_list_that_holds_for_somebody_must_hold_his_address():
    rules = Rules({COMPANY: ("10.0.0.0/8",), "7": ("10.1.0.0/16",)})
    assert rules.allows((), "10.2.0.1") and rules.allows((7,), "10.1.0.1") and rules.allows((8,), "10.2.0.1")
    assert not rules.allows((7, 8), "10.2.0.1") and not rules.allows((), "192.168.0.1")
