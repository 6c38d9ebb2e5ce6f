"""What a browser may say of its push service: nothing may make our server write elsewhere."""

import pytest

from crm.domain.platform.notice_push import device_name, read_subscription
from crm.errors import Invalid

P256DH, AUTH = "B" + "A" * 86, "A" * 22
GOOD = {"endpoint": "https://fcm.googleapis.com/fcm/send/abc", "keys": {"p256dh": P256DH, "auth": AUTH}, "expirationTime": None}


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc", "https://updates.push.services.mozilla.com/wpush/v2/x",
        "https://wns2-par02p.notify.windows.com/w/?token=x", "https://web.push.apple.com/Q",
    ],
)  # fmt: skip
def test_the_push_services_of_the_browsers_are_known(endpoint):
    assert read_subscription(GOOD | {"endpoint": endpoint}).endpoint == endpoint


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x", "https://fcm.googleapis.com.evil.cn/x", "https://127.0.0.1/x", "https://evil.cn/?fcm.googleapis.com",
        "https://fcm.googleapis.com@evil.cn/x", "https://evil.cn\\.push.apple.com/x", "https://evil.cn#.push.apple.com/x", "https://[::1",
        "", "https://push.apple.com/x", "https://FCM.googleapis.com/x", "https://fcm.googleapis.com/\ud800", 7, None, "https://fcm.googleapis.com",
    ],
)  # fmt: skip
def test_no_other_address_is_written_to(endpoint):
    with pytest.raises(Invalid):
        read_subscription(GOOD | {"endpoint": endpoint})


@pytest.mark.parametrize(
    "raw",
    [
        None, [], "x", {}, {"endpoint": "https://fcm.googleapis.com/x"}, GOOD | {"keys": {"p256dh": 1, "auth": 2}},
        GOOD | {"keys": {"p256dh": AUTH, "auth": AUTH}}, GOOD | {"keys": {"p256dh": "é", "auth": AUTH}},
    ],
)  # fmt: skip
def test_what_no_browser_says_is_refused(raw):
    with pytest.raises(Invalid):
        read_subscription(raw)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130 Safari/537.36 Edg/130", "Edge · Windows"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36", "Chrome · Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605 Version/18 Safari/605", "Safari · macOS"),
        ("curl/8", "curl/8"), ("", "?"),
    ],
)  # fmt: skip
def test_a_browser_is_called_as_people_know_it(agent, name):
    assert device_name(agent) == name
