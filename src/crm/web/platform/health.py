"""For machines: is the process alive, can it work, how much does it do."""

import hmac
import time
from ipaddress import ip_address
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import current_app, g, jsonify, request
from werkzeug.wrappers import Response

from crm import current, observe
from crm.container import Container
from crm.errors import NotFound
from crm.service.platform.health import HealthService
from crm.service.platform.job import JobService
from crm.web.kit.page import Page, permits

page = Page(__name__, url="")
Health = Annotated[HealthService, Provide[Container.platform.health]]
Jobs = Annotated[JobService, Provide[Container.platform.job]]
FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-Ip")


@page.get("/healthz")
@permits("public")
def alive() -> Any:
    """The process answers; it does not ask the database, whose illness no restart would cure."""
    return jsonify(status="alive")


@page.get("/readyz")
@permits("public")
def ready(health: Health) -> Any:
    checks = health.check()
    if all(checks.values()):
        return jsonify(status="ready", **checks)
    return jsonify(status="not ready", **checks), 503, {"Retry-After": "5"}


@page.get("/metrics")
@permits("public")
def metrics(jobs: Jobs) -> Any:
    """For this machine itself, or with the token of the settings; of the whole process, so never at the host name of one company."""
    if current.context().tenant or not (_local() or _token_holds()):
        raise NotFound()
    counts = [(count.kind, count.state, count.n) for count in jobs.counts()]
    return Response(observe.figures(counts), content_type="text/plain; version=0.0.4; charset=utf-8")


def _local() -> bool:
    """Asked from this machine, and not by a proxy on it for somebody else."""
    try:
        loopback = ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
    return loopback and not any(name in request.headers for name in FORWARDED)


def _token_holds() -> bool:
    token = current_app.settings.server.metrics_token  # type: ignore[attr-defined]
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(token) and hmac.compare_digest(given.encode(), token.encode())


@page.after_app_request
def measured(response: Response) -> Response:
    took = time.perf_counter() - g.get("began", time.perf_counter())
    observe.REQUESTS.labels(request.endpoint or "none", request.method, response.status_code).observe(took)
    return response
