"""A directory for tests: Debian's slapd, of this process alone, over TLS with a certificate made for it."""

import datetime
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from ldap3 import Connection, Server

from tests.kit.servers import free_port

SLAPD = shutil.which("slapd") or "/usr/sbin/slapd"
ROOT, SECRET = "cn=crm,dc=example,dc=cn", "the directory's own"
BASE = "ou=people,dc=example,dc=cn"
CONFIG = """
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb.la
moduleload memberof.la
pidfile {folder}/slapd.pid
TLSCACertificateFile {folder}/ca.pem
TLSCertificateFile {folder}/server.pem
TLSCertificateKeyFile {folder}/server.key
database mdb
suffix "dc=example,dc=cn"
rootdn "{root}"
rootpw "{secret}"
directory {folder}/data
overlay memberof
"""
TREE = """
dn: dc=example,dc=cn
objectClass: dcObject
objectClass: organization
o: Example
dc: example

dn: ou=people,dc=example,dc=cn
objectClass: organizationalUnit
ou: people

dn: uid=wang,ou=people,dc=example,dc=cn
objectClass: inetOrgPerson
uid: wang
cn: 王强
sn: 王
mail: Wang@example.com
userPassword: a password of the directory

dn: uid=zoe,ou=people,dc=example,dc=cn
objectClass: inetOrgPerson
uid: zoe
cn: Zoe Hart
sn: Hart
mail: zoe@example.com
departmentNumber: 华东组
userPassword: another password
"""
MEMBER = "uid=zoe,ou=people,dc=example,dc=cn"


@dataclass
class Directory:
    """A server that is running: `ldaps` and `plain` are its ports, `authority` the certificate that vouches for it."""

    plain: int
    ldaps: int
    authority: str

    def source(self, **more: str) -> dict[str, str]:
        """What an administrator types in."""
        return {
            "name": "公司目录", "kind": "ldap", "active": "1", "host": f"localhost:{self.ldaps}", "security": "ldaps",
            "certificate": self.authority, "bind_dn": ROOT, "base_dn": BASE, "person_filter": "(uid={account})",
        } | more  # fmt: skip


def is_installed() -> bool:
    return Path(SLAPD).exists()


@contextmanager
def directory(folder: Path) -> Iterator[Directory]:
    """The server for the length of the block."""
    (folder / "data").mkdir()
    authority = _certificates(folder)
    (folder / "slapd.conf").write_text(CONFIG.format(folder=folder, root=ROOT, secret=SECRET))
    (folder / "tree.ldif").write_text(TREE)
    command = [SLAPD, "-T", "add", "-f", str(folder / "slapd.conf"), "-l", str(folder / "tree.ldif")]
    subprocess.run(command, check=True, capture_output=True)
    made = Directory(free_port(), free_port(), authority)
    urls = f"ldap://127.0.0.1:{made.plain}/ ldaps://127.0.0.1:{made.ldaps}/"
    process = subprocess.Popen(
        [SLAPD, "-f", str(folder / "slapd.conf"), "-h", urls, "-d", "0"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(made.ldaps)
        _fill(made.plain)
        yield made
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("slapd did not start")


def _fill(port: int) -> None:
    """A group; put in by the server itself, which then notes it at its member."""
    with Connection(Server("127.0.0.1", port), ROOT, SECRET) as connection:
        connection.add("cn=sellers,dc=example,dc=cn", "groupOfNames", {"member": MEMBER})


def _certificates(folder: Path) -> str:
    """An authority and a certificate of localhost that it has signed."""
    own, server = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "an authority of the tests")])
    authority = _signed(name, name, own.public_key(), own, x509.BasicConstraints(ca=True, path_length=0))
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("::1"))])
    common = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    certificate = _signed(common, name, server.public_key(), own, names)
    pem = serialization.Encoding.PEM
    (folder / "ca.pem").write_bytes(authority.public_bytes(pem))
    (folder / "server.pem").write_bytes(certificate.public_bytes(pem))
    key = server.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "server.key").write_bytes(key)
    os.chmod(folder / "server.key", 0o600)
    return authority.public_bytes(pem).decode()


def _signed(subject, issuer, key, by, extension) -> x509.Certificate:
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject).issuer_name(issuer).public_key(key).serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
        .sign(by, hashes.SHA256())
    )  # fmt: skip
