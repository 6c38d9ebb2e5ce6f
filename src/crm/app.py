"""The Flask application, put together."""

import importlib
import pkgutil
from typing import Any

from flask import Flask, Request, g, has_request_context, request, url_for
from flask_wtf.csrf import CSRFProtect, generate_csrf
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.sansio.utils import get_host

import crm.web
from crm import current
from crm.container import Container, build
from crm.errors import Busy
from crm.language import say
from crm.paths import STATIC, TEMPLATES
from crm.settings import Settings
from crm.tenants import Opened, Shut, Tenants
from crm.web import compress, errors, hooks
from crm.web.api.page import RecordId
from crm.web.kit.field_html import field_html
from crm.web.kit.frame import asset, ending, frame, icon, sidebar
from crm.web.kit.page import Macros, Page
from crm.web.route import LeanMap, LeanRule
from crm.web.session import SignedCookie
from crm.web.shut import door

TENANT = "crm.tenant"
PROBES = ("/healthz", "/readyz", "/metrics")  # asked by what watches over the machine, by whatever name


class Given(ImmutableMultiDict[str, str]):
    """What an address says. Most pages ask for much that it does not: the plain one makes an exception of each."""

    def get(self, key: Any, default: Any = None, type: Any = None) -> Any:  # type: ignore[override]
        return super().get(key, default, type) if key in self else default


class Asked(Request):
    """A request whose address and form answer quickly for what they do not hold."""

    parameter_storage_class = dict_storage_class = Given


class Application(Flask):
    """Flask that keeps every template it has read: a page is made of ten. Where it serves many tenants, the host name of a request
    says whose container, settings and secret are meant."""

    url_rule_class, url_map_class = LeanRule, LeanMap
    jinja_options = {"cache_size": -1}
    request_class = Asked
    home: Container
    plain: Settings  # the installation's own
    tenants: Tenants | None = None

    @property
    def opened(self) -> Opened | None:
        """The tenant whom the request under way is for."""
        return request.environ.get(TENANT) if self.tenants and has_request_context() else None

    @property
    def container(self) -> Container:
        return opened.container if (opened := self.opened) else self.home

    @property
    def settings(self) -> Settings:
        return opened.settings if (opened := self.opened) else self.plain

    @property
    def secret_key(self) -> str:  # type: ignore[override]
        return opened.settings.secret if (opened := self.opened) else self.config["SECRET_KEY"]

    def ensure_sync(self, func: Any) -> Any:
        """None is asynchronous, and each would be asked with every request."""
        return func

    def wsgi_app(self, environ: Any, start_response: Any) -> Any:
        path = environ.get("PATH_INFO", "")
        if self.tenants and not path.startswith("/static/"):
            try:
                host = get_host(environ["wsgi.url_scheme"], environ.get("HTTP_HOST"), (environ["SERVER_NAME"], None)).partition(":")[0]
                if host.lower() != self.tenants.service.host:
                    environ[TENANT] = opened = self.tenants.at(host)
                    self.tenants.count(opened.tenant)
            except Busy as away:
                return door(self, environ, Shut(away.words, 503, 5))(environ, start_response)
            except Shut as shut:
                if shut.status != 404 or path not in PROBES:
                    return door(self, environ, shut)(environ, start_response)
        return super().wsgi_app(environ, start_response)

    def send_static_file(self, filename: str) -> Any:
        return compress.static_file(filename, super().send_static_file)


def create_app(settings: Settings, container: Container | None = None) -> Flask:
    """The application over one container; a test may hand in a container of its own."""
    app = Application("crm", template_folder=str(TEMPLATES), static_folder=str(STATIC), static_url_path="/static")
    app.url_map.converters["int"] = RecordId
    app.plain = settings
    app.home = container or build(settings)
    if settings.tenants.host:
        app.tenants = Tenants(app.home, settings)
    secure = settings.server.address.startswith("https://")
    app.config.update(
        SECRET_KEY=settings.secret,
        MAX_CONTENT_LENGTH=settings.limits.upload,
        MAX_FORM_MEMORY_SIZE=4_000_000,
        TRUSTED_HOSTS=None if settings.tenants.host else list(settings.server.hosts) or None,
        SESSION_COOKIE_NAME="__Host-crm" if secure else "crm",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=settings.limits.session_days * 86400,
        SEND_FILE_MAX_AGE_DEFAULT=31_536_000,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        TEMPLATES_AUTO_RELOAD=settings.app.development,
    )
    app.session_interface = SignedCookie()
    app.jinja_env.template_class = Macros
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    if settings.server.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, settings.server.proxies, settings.server.proxies, settings.server.proxies)  # type: ignore[method-assign]
    app.csrf = CSRFProtect(app)  # type: ignore[attr-defined]
    compress.register(app)
    hooks.register(app)
    for module in pages():
        app.register_blueprint(module.page)
        if getattr(module.page, "bearer_only", False) or getattr(module.page, "from_elsewhere", False):
            app.csrf.exempt(module.page)  # type: ignore[attr-defined]
    errors.register(app)
    app.jinja_env.globals.update(_=say, asset=asset, icon=icon, sidebar=sidebar, ending=ending, csrf_token=generate_csrf, url=url_for)
    app.jinja_env.globals["field_html"] = field_html
    app.context_processor(lambda: {"frame": g.get("frame") or _keep(frame(app)), "nonce": g.get("nonce", ""), "may": current.actor().may})
    return app


def _keep(made: Any) -> Any:
    g.frame = made
    return made


def pages() -> list[Any]:
    """The controllers, found by path: every module of crm.web.* with a `page`."""
    found = []
    for info in pkgutil.walk_packages(crm.web.__path__, "crm.web."):
        if ".kit." in info.name or info.name.endswith(".kit"):
            continue
        module = importlib.import_module(info.name)
        if isinstance(getattr(module, "page", None), Page):
            found.append(module)
    return found
