"""What a link shows, what is noted of its openings, and what a customer may answer with."""

import base64
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from crm.domain.sales.quote_comment import written
from crm.domain.sales.quote_link import QuoteLink, gone
from crm.domain.sales.quote_link_answer import PREFIX, acceptance, drawn, refusal
from crm.domain.sales.quote_view import device_of, network_prefix
from crm.errors import Invalid

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)


def png(width: int, height: int) -> str:
    made = BytesIO()
    Image.new("RGBA", (width, height)).save(made, "PNG")
    return PREFIX + base64.b64encode(made.getvalue()).decode()


def link(**more) -> QuoteLink:
    values = dict.fromkeys(("template_id", "recipient", "created_by", "revoked_at", "opened_at", "signed_file_id"))
    return QuoteLink(**{"id": 1, "quote_id": 2, "created_at": NOW, "expires_at": NOW + timedelta(days=1), **values, **more})


@pytest.mark.parametrize(
    ("found", "state", "why"),
    [
        (link(), "sent", ""),
        (link(), "accepted", ""),
        (link(), "expired", ""),
        (link(), "replaced", "replaced"),
        (link(), "draft", "away"),
        (link(expires_at=NOW), "sent", "over"),
        (link(revoked_at=NOW), "replaced", "revoked"),
    ],
)
def test_a_link_shows_what_was_sent_until_it_ends(found, state, why):
    assert gone(found, state, NOW) == why


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 MicroMessenger/8.0", "phone"),
        ("Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X)", "tablet"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140", "computer"),
        ("Slackbot-LinkExpanding 1.0", "robot"),
        (None, "robot"),
    ],
)
def test_the_device_is_one_of_four_kinds(agent, device):
    assert device_of(agent) == device


def test_of_an_address_only_its_network_is_kept():
    assert [network_prefix(one) for one in ("203.0.113.77", "2001:db8:1:2::9", "unknown")] == ["203.0.113.0/24", "2001:db8:1::/48", "—"]


def test_a_name_and_a_tick_are_enough_to_accept():
    given = acceptance({"name": " 张 建国 ", "agreed": "yes", "mail": "", "signature": ""})
    assert (given.name, given.mail, given.signature) == ("张 建国", None, None)
    assert acceptance({"name": "A", "agreed": "yes", "signature": png(800, 300)}).signature[:4] == b"\x89PNG"


def test_all_that_is_wrong_with_an_answer_is_told_at_once():
    with pytest.raises(Invalid) as refused:
        acceptance({"name": "", "mail": "none", "signature": "data:image/svg+xml;base64,AAAA"})
    assert set(refused.value.fields) == {"name", "mail", "agreed", "signature"}
    with pytest.raises(Invalid):
        refusal({"reason": "  "})
    assert refusal({"reason": "太贵"}) == "太贵"
    with pytest.raises(Invalid) as refused:
        written("x" * 2001, "\0")
    assert set(refused.value.fields) == {"body", "author"}


GIF = base64.b64encode(b"GIF89a" + b"0" * 60).decode()


@pytest.mark.parametrize("text", [png(4000, 10), PREFIX + "!!!", PREFIX + GIF, PREFIX + "A" * 300_000])
def test_what_is_no_small_png_is_no_signature(text):
    with pytest.raises(ValueError):
        drawn(text)
