"""Settings: config/default.toml, then config/<environment>.toml, then $CRM_CONFIG, then CRM_<SECTION>__<KEY>."""

import os
import secrets
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl, urlencode

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from crm.disk import sync
from crm.language import N_, Words
from crm.paths import CONFIG, data_folder


class SettingsError(Exception):
    """Settings are unknown or cannot be read; each of the sentences names one and says where it stands."""

    def __init__(self, *sentences: Words):
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class Section(BaseModel):
    """A table of a settings file; an unknown key in it is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class App(Section):
    """What the program is called and where its data lies."""

    name: str = Field("知客 CRM", description=N_("Shown on top of every page and in mail."))
    data: Path = Field(default_factory=data_folder, description=N_("The folder of the database, keys, uploads and backups."))
    backups: Path | None = Field(None, description=N_("Where backups go, best on another disk; empty: backups in the data folder."))
    development: bool = Field(False, description=N_("Show statement counts, reload templates."))
    language: Literal["zh", "en"] = Field("zh", description=N_("The language before anybody signs in."))
    timezone: str = Field("Asia/Shanghai", description=N_("The time zone of new users."))
    currency: str = "CNY"
    colour: str = Field("", description=N_("Of buttons and links, such as #1f6feb; empty: ours."))
    logo: str = Field("", description=N_("The file of the company's logo, PNG or JPEG; empty: the first letter of its name."))


class Server(Section):
    """Where it listens, and at what address people reach it."""

    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)
    threads: int = Field(8, ge=1, le=256, description=N_("How many requests are answered at a time, by all processes."))
    workers: int = Field(1, ge=1, le=64)
    address: str = Field("", description=N_("The address people use, such as https://crm.example.cn; for links in mail."))
    hosts: tuple[str, ...] = Field((), description=N_("Host names that are served; empty: any."))
    metrics_token: str = Field("", description=N_("Lets another machine read /metrics: Authorization: Bearer <token>."))
    proxies: int = Field(0, ge=0, le=5, description=N_("How many reverse proxies stand in front."))


class Database(Section):
    """Which database, and how many connections to it."""

    url: str = Field("", description=N_("Empty: SQLite in the data folder."))
    pool_size: int = Field(10, ge=1, le=200)
    slow_seconds: float = Field(0.2, gt=0, description=N_("A statement slower than this is logged by name."))


class Mail(Section):
    """The server that sends mail."""

    url: str = Field("", description=N_("smtp://user:password@host:port, smtps://… or smtp+starttls://…; empty: mail waits."))
    sender: str = "CRM <crm@localhost>"


class Jobs(Section):
    """Where jobs wait and who runs them."""

    queue: str = Field("", description=N_("Empty: as the database; postgresql://… when a pooler stands before it."))
    workers: int = Field(2, ge=0, le=64, description=N_("Threads that run jobs; 0: only `crm worker` does."))


class Redis(Section):
    """What several instances share beside the database."""

    url: str = Field("", description=N_("redis://…, rediss://… or unix://…: instances count requests together; empty: each by itself."))


class Limits(Section):
    """How much of anything is accepted."""

    upload: int = Field(200_000_000, ge=1_000_000, description=N_("Bytes a request may have."))
    session_idle: int = Field(12 * 3600, ge=60, description=N_("Seconds."))
    session_days: int = Field(30, ge=1, le=365)
    import_rows: int = Field(1_000_000, ge=1)


class Pace(Section):
    """How often anything may be asked for before one has to wait; the settings page says more. 0: no limit."""

    page: int = Field(600, ge=0, description=N_("Pages of one person within a minute."))
    search: int = Field(300, ge=0, description=N_("Searches of one person within a minute."))
    api: int = Field(600, ge=0, description=N_("Requests of one API token within a minute."))
    public: int = Field(300, ge=0, description=N_("Public pages for one address within a minute."))
    sign_in: int = Field(120, ge=0, description=N_("Sign-ins and resets from one address within a minute."))
    export: int = Field(60, ge=0, description=N_("Exports of one person within an hour."))
    upload: int = Field(600, ge=0, description=N_("Uploads of one person within an hour."))
    mail: int = Field(60, ge=0, description=N_("Papers mailed by one person within an hour."))


class Agreed(Section):
    """What was agreed for a company that others run the program for; empty: no limit."""

    people: int | None = Field(None, ge=1, description=N_("People who may sign in."))
    records: int | None = Field(None, ge=1, description=N_("Records of all modules."))
    storage: int | None = Field(None, ge=1, description=N_("Megabytes of uploaded files."))
    requests: int | None = Field(None, ge=1, description=N_("Requests that are answered within a minute."))


class Tenants(Section):
    """Many companies in one installation, each reached by a host name of its own and with a database of its own."""

    host: str = Field("", description=N_("The provider's own host name; empty: one company, reached by any name."))
    directory: str = Field("", description=N_("The database that knows all tenants; empty: beside our own."))
    ready: int = Field(200, ge=1, description=N_("How many tenants one process keeps ready."))
    connected: int = Field(40, ge=1, description=N_("To how many of them it keeps connections."))
    pool_size: int = Field(2, ge=1, le=50, description=N_("Connections that are kept to one of them."))


class Settings(Section):
    """Everything that can be set outside the program."""

    app: App = App()
    server: Server = Server()
    database: Database = Database()
    mail: Mail = Mail()
    jobs: Jobs = Jobs()
    redis: Redis = Redis()
    limits: Limits = Limits()
    pace: Pace = Pace()
    agreed: Agreed = Agreed()
    tenants: Tenants = Tenants()
    secret: str = ""
    keys: str = ""  # of encrypted fields, beside those of the key file: each in base64, commas between, the newest last

    @property
    def database_url(self) -> str:
        return self.database.url or f"sqlite:///{self.app.data.absolute() / 'crm.db'}"

    @property
    def directory_url(self) -> str:
        """Where the tenants are listed: a file beside our own, or a schema of our PostgreSQL database."""
        if self.tenants.directory or not self.database_url.startswith("postgresql"):
            return self.tenants.directory or f"sqlite:///{self.app.data.absolute() / 'directory.db'}"
        return in_schema(self.database_url, "directory")


def in_schema(url: str, schema: str) -> str:
    """The address of that schema of the same PostgreSQL database, whichever schema the address named."""
    place, _, asked = url.partition("?")
    rest = [(name, value) for name, value in parse_qsl(asked, keep_blank_values=True) if name != "schema"]
    return f"{place}?{urlencode([*rest, ('schema', schema)])}"


def load(environment: str | None = None, environ: Mapping[str, str] | None = None, **overrides: Any) -> Settings:
    """Read and check all sources. Raises SettingsError for a file or a key that is wrong or unknown."""
    values: dict[str, Any] = {}
    for _, given in sources(environment, environ):
        _merge(values, given)
    _merge(values, overrides)
    try:
        settings = Settings(**values)
    except ValidationError as error:
        raise SettingsError(*(_said(one) for one in error.errors())) from None
    return settings if settings.secret else settings.model_copy(update={"secret": _secret(settings.app.data)})


def sources(environment: str | None = None, environ: Mapping[str, str] | None = None) -> list[tuple[str, dict[str, Any]]]:
    """Every place that settings are read from, with what it says; a later one wins."""
    environ = os.environ if environ is None else environ
    paths = [CONFIG / "default.toml", CONFIG / f"{environment or environ.get('CRM_ENV', 'production')}.toml"]
    if extra := environ.get("CRM_CONFIG"):
        paths.append(Path(extra))
    return [*((path.name, _file(path)) for path in paths), ("environment", _environment(environ))]


def _file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError(Words("There is no settings file {name}.", name=path.name)) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(Words("{name} is not valid TOML: {why}", name=path.name, why=error)) from None


def _environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """CRM_SERVER__PORT=9000 -> {"server": {"port": "9000"}}; an unknown section or key is refused by the model."""
    values: dict[str, Any] = {}
    for key, value in environ.items():
        if key.startswith("CRM_") and "__" in key:
            section, _, name = key[4:].lower().partition("__")
            values.setdefault(section, {})[name] = value.split(",") if name == "hosts" else value
        elif key == "CRM_SECRET":
            values["secret"] = value
        elif key == "CRM_KEYS":
            values["keys"] = value
    return values


def _merge(into: dict[str, Any], values: Mapping[str, Any]) -> None:
    for key, value in values.items():
        if isinstance(value, Mapping) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value


def _said(error: Any) -> Words:
    where = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return Words("There is no setting {name}. `crm config` lists all.", name=where)
    return Words("The setting {name} cannot be used: {why}", name=where, why=error["msg"])


def _secret(data: Path) -> str:
    """The key that signs cookies: made once, kept beside the data, readable by its owner alone."""
    path = data / "secret.key"
    if path.exists():
        return path.read_text().strip()
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = secrets.token_urlsafe(48)
    coming = data / f".{path.name}.{secrets.token_hex(4)}"
    descriptor = os.open(coming, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(made)
    sync(coming)
    try:
        os.link(coming, path)
    except FileExistsError:
        pass  # another process was first: its key is ours
    except OSError:  # a file system without links
        coming.replace(path)
    coming.unlink(missing_ok=True)
    sync(data)
    return path.read_text().strip()
