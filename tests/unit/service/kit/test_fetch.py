"""What is asked of other servers, and what of our own network nobody reaches by it."""

import ipaddress
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from crm.service.kit.fetch import Fetcher, Unreachable, is_public


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "::1", "fe80::1", "fd00::1",
        "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "2001:0:53aa:64c:0:0:f5ff:fffe",
    ],  # fmt: skip
)
def test_no_address_of_a_private_network_counts_as_public_whatever_it_is_wrapped_in(text):
    assert not is_public(ipaddress.ip_address(text))


def test_addresses_of_the_internet_do():
    assert all(is_public(ipaddress.ip_address(text)) for text in ("1.1.1.1", "2606:4700::1111", "64:ff9b::101:101"))


@pytest.fixture(scope="module")
def server():
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            if self.path == "/elsewhere":
                self.send_response(302)
                self.send_header("Location", "/large")
                self.end_headers()
                return
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"x" * 2_000_000 if self.path == "/large" else b'{"host": "%s"}' % self.headers["Host"].encode())

        def log_message(self, *_):
            pass

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made.server_port
    made.shutdown()
    made.server_close()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1", "0177.0.0.1", "2130706433", "[::1]"])
def test_this_machine_is_not_asked_however_it_is_written(server, host):
    for scheme in ("http", "https"):
        with pytest.raises(Unreachable):
            Fetcher().get(f"{scheme}://{host}:{server}/")


def test_a_source_that_may_be_private_is_asked_under_its_own_name(server):
    assert Fetcher().get(f"http://localhost:{server}/", private=True).json() == {"host": f"localhost:{server}"}


def test_redirects_are_not_followed_and_large_answers_not_read(server):
    assert Fetcher().get(f"http://localhost:{server}/elsewhere", private=True).status == 302
    with pytest.raises(Unreachable, match="more than expected"):
        Fetcher().get(f"http://localhost:{server}/large", private=True)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://localhost/", "http://user@localhost/", "https:///", "gopher://localhost:70/"])
def test_nothing_but_plain_addresses_of_the_web_is_asked(url):
    with pytest.raises(Unreachable):
        Fetcher().get(url, private=True)
