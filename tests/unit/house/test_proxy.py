"""The program behind the proxies of deploy/, as a client sees it. Runs where they are installed."""

import ipaddress
import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crm import serve
from crm.app import create_app
from crm.container import build
from crm.paths import ROOT
from crm.settings import load
from tests.kit import company as companies
from tests.kit.servers import free_port

DEPLOY = ROOT / "deploy"
NAME = "crm.example.cn"
REACHED = {"address": f"https://{NAME}", "hosts": (NAME,), "proxies": 1}


@pytest.fixture(params=["nginx", "caddy"])
def behind(request, sqlite_db, tmp_path) -> Iterator["Front"]:
    if not shutil.which(request.param):
        pytest.skip(f"{request.param} is not installed here")
    settings = load("test", {}, app={"data": tmp_path, "development": False}, server=REACHED, secret="a secret of the tests")
    container = build(settings, sqlite_db)
    companies.settled(container)
    stopped, sockets = threading.Event(), {}
    server = serve.listener(settings, create_app(settings, container), sockets)
    serving = threading.Thread(target=serve.answer, args=(server, sockets, stopped), daemon=True)
    serving.start()
    try:
        front = Front(request.param, tmp_path, server.effective_port, container)
        process = {"nginx": front.nginx, "caddy": front.caddy}[front.kind]()
        try:
            front.wait(process)
            yield front
        finally:
            process.terminate()
            process.wait(10)
    finally:
        stopped.set()
        serving.join(10)
        server.close()


class Front:
    """A proxy in front of the program: `ask("GET", "/")` by TLS, as a client from elsewhere who lies about himself."""

    def __init__(self, kind: str, folder: Path, behind: int, container) -> None:
        self.kind, self.folder, self.behind, self.container = kind, folder, behind, container
        self.plain, self.port = free_port(), free_port()
        _certificate(folder)

    def nginx(self) -> "subprocess.Popen[bytes]":
        text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
        text = text.replace("127.0.0.1:8000", f"127.0.0.1:{self.behind}").replace("/etc/ssl/crm", str(self.folder))
        text = re.sub(r"listen \[::\].*\n", "\n", text)
        text = text.replace("listen 80;", f"listen 127.0.0.1:{self.plain};").replace("listen 443", f"listen 127.0.0.1:{self.port}")
        temporary = "".join(f"{kind}_temp_path {self.folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        path = self.folder / "nginx.conf"
        head = f"pid {self.folder}/nginx.pid;\nerror_log {self.folder}/error.log;\nevents {{}}\nhttp {{\naccess_log off;\n{temporary}"
        path.write_text(f"{head}{text}}}\n", encoding="utf-8")
        checked = subprocess.run(["nginx", "-t", "-c", path], capture_output=True, text=True)
        assert checked.returncode == 0 and "[warn]" not in checked.stderr, checked.stderr
        return subprocess.Popen(["nginx", "-c", path, "-g", "daemon off;"])

    def caddy(self) -> "subprocess.Popen[bytes]":
        text = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
        (self.folder / "shipped").write_text(text, encoding="utf-8")
        checked = subprocess.run(
            ["caddy", "validate", "--adapter", "caddyfile", "--config", self.folder / "shipped"], capture_output=True, text=True
        )
        assert checked.returncode == 0, checked.stderr
        text = text.replace("127.0.0.1:8000", f"127.0.0.1:{self.behind}")
        tls = f"{NAME}:{self.port} {{\n\tbind 127.0.0.1\n\ttls {self.folder}/fullchain.pem {self.folder}/privkey.pem\n"
        options = f"{{\n\tadmin off\n\thttp_port {self.plain}\n\tauto_https disable_certs\n}}\n"
        path = self.folder / "Caddyfile"
        path.write_text(options + text.replace(f"{NAME} {{\n", tls), encoding="utf-8")
        home = os.environ | {"XDG_CONFIG_HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder)}
        return subprocess.Popen(["caddy", "run", "--adapter", "caddyfile", "--config", path], env=home, stderr=subprocess.DEVNULL)

    def wait(self, process: "subprocess.Popen[bytes]") -> None:
        end = time.monotonic() + 30
        while socket.socket().connect_ex(("127.0.0.1", self.port)):
            assert process.poll() is None and time.monotonic() < end, "the proxy does not run"
            time.sleep(0.05)

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> tuple[HTTPResponse, str]:
        tls = ssl.create_default_context(cafile=self.folder / "fullchain.pem")
        connection = HTTPSConnection("127.0.0.1", self.port, context=tls, timeout=30)
        connection.sock = tls.wrap_socket(socket.create_connection(("127.0.0.1", self.port), 30), server_hostname=NAME)
        lies = {"Host": NAME, "X-Forwarded-For": "6.6.6.6", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example"}
        sent = lies | {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        return answer, answer.read().decode()


def _certificate(folder: Path) -> None:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName(NAME), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=9)).add_extension(names, False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    (folder / "privkey.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))


def test_the_program_behind_a_proxy_is_as_safe_as_alone_and_knows_who_asks(behind):
    plain = HTTPConnection("127.0.0.1", behind.plain, timeout=30)
    plain.request("GET", "/accounts", headers={"Host": NAME})
    moved = plain.getresponse()
    assert moved.status in (301, 308) and moved.headers["Location"].startswith(f"https://{NAME}")

    form, text = behind.ask("GET", "/sign-in")
    assert form.status == 200 and "max-age=" in form.headers["Strict-Transport-Security"]
    assert "script-src" in form.headers["Content-Security-Policy"] and form.headers["X-Content-Type-Options"] == "nosniff"
    assert [len(form.headers.get_all(name)) for name in ("Strict-Transport-Security", "Content-Security-Policy")] == [1, 1]
    assert not re.search(r"\d", form.headers["Server"] or "") and "Content-Encoding" not in form.headers
    cookie = form.headers["Set-Cookie"]
    assert cookie.startswith("__Host-crm=") and {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; "))

    token = re.search(r'name="csrf_token" value="([^"]+)"', text)
    assert token
    typed = urlencode({"csrf_token": token[1], "account": "wang", "password": "not his"})
    kept = {"Cookie": cookie.partition(";")[0], "Content_Type": "application/x-www-form-urlencoded"}
    refused, _ = behind.ask("POST", "/sign-in", typed, **kept, Origin=f"https://{NAME}", Referer=f"https://{NAME}/sign-in")
    assert refused.status == 422
    event = behind.container.platform.security().page(size=1)[0]
    assert (event.kind, event.address) == ("sign_in_failed", "127.0.0.1")  # who asks, not who he says he is

    assert behind.ask("GET", "/metrics")[0].status == 404
    other, text = behind.ask("GET", "/sign-in", Host="other.example")
    assert other.status in (400, 421) or not text  # Caddy answers with nothing where no site is
    if behind.kind == "nginx":  # Caddy counts while it hands on
        assert behind.ask("POST", "/sign-in", "", Content_Length="300000000")[0].status == 413
