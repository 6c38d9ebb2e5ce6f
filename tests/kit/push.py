"""A push service for tests: takes what is sent to its browsers, and reads it as the browser would."""

import base64
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def plain(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass
class PushServer:
    """One browser's push service at `origin`. `status` is what it answers; `got` the headers and bodies that came."""

    status: int = 201
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    origin: str = ""
    key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = b"0123456789abcdef"

    def subscription(self, path: str = "/browser/1") -> dict[str, Any]:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": f"{self.origin}{path}", "expirationTime": None, "keys": {"p256dh": plain(point), "auth": plain(self.auth)}}

    def read(self, at: int = -1) -> dict[str, Any]:
        """What the browser reads of a message."""
        return json.loads(http_ece.decrypt(self.got[at][1], private_key=self.key, auth_secret=self.auth, version="aes128gcm"))

    def serve(self) -> ThreadingHTTPServer:
        seen = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                seen.got.append(({"path": self.path, **{name.lower(): value for name, value in self.headers.items()}}, body))
                self.send_response(seen.status)
                if seen.status in (301, 307):
                    self.send_header("Location", f"{seen.origin}/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server
