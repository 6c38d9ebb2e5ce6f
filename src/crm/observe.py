"""What an operator sees: log lines that hold no secrets and cannot be forged, and figures for Prometheus."""

import logging
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from contextlib import suppress
from typing import Any

import orjson
import structlog
from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, Summary, generate_latest
from prometheus_client.core import GaugeMetricFamily

from crm import current

Event = MutableMapping[str, Any]

SECRET = re.compile(r"passw|secret|token|authorization|cookie|csrf|api_?key|credential", re.I)
HIDDEN = "***"
MASKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(://[^:/@\s]*):[^@/\s]+@"), r"\1:***@"),  # the password in an address
    (re.compile(r"(?i)\b(bearer|basic) [\w.~+/=-]+"), r"\1 ***"),
    (re.compile(r"\b([\w.+-])[\w.+-]*@((?:[\w-]+\.)+[\w-]+)"), r"\1***@\2"),
    (re.compile(r"(?<!\d)\d{6}(?:19|20)\d{9}[\dXx](?!\d)"), HIDDEN),  # an identity number: before what looks like a phone in it
    (re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)"), r"\1****\2"),
)
# What any of MASKS, LONG or BREAKS could touch: most values have none of it, and a page should not pay for six looks.
SUSPECT = re.compile(r"[@:\x00-\x1f\x7f\x85\u2028\u2029]|\d{11}|[\w-]{32}|bearer |basic ", re.I | re.ASCII)
LONG = re.compile(r"[\w-]{32,}", re.ASCII)  # what looks like a token, such as the one in a link that sets a password
BREAKS = {code: f"\\x{code:02x}" for code in (*range(32), 0x7F, 0x85)}
BREAKS |= {9: "\\t", 10: "\\n", 13: "\\r", 0x2028: "\\u2028", 0x2029: "\\u2029"}
TRACE_BREAKS = {code: shown for code, shown in BREAKS.items() if code not in (9, 10)}


def set_up(development: bool = False) -> None:
    """Lines for people in development, JSON in production; what libraries log becomes lines of the same kind."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _with_request,
            structlog.processors.format_exc_info,
            private,
            _readable() if development else structlog.processors.JSONRenderer(_line),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: structlog.WriteLogger(Lossy()),  # type: ignore[arg-type]
    )
    root = logging.getLogger()
    if not any(isinstance(handler, Bridge) for handler in root.handlers):
        root.addHandler(Bridge(logging.WARNING))


class Lossy:
    """Standard error. A line that finds no room is lost: whoever asked is answered all the same."""

    def write(self, text: str) -> None:
        with suppress(OSError):
            sys.stderr.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            sys.stderr.flush()


def _line(event: Event, **_: Any) -> str:
    return orjson.dumps(event, str).decode()


def _readable() -> Any:
    return structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback, colors=sys.stderr.isatty())


class Bridge(logging.Handler):
    """Hands on what libraries log."""

    def emit(self, record: logging.LogRecord) -> None:
        log = structlog.get_logger()
        log.log(record.levelno, record.getMessage(), logger=record.name, **({"exc_info": record.exc_info} if record.exc_info else {}))


def _with_request(_: Any, __: str, event: Event) -> Event:
    here = current.context()
    event.setdefault("request_id", here.request_id)
    if here.tenant:
        event.setdefault("tenant", here.tenant)
    return event


def private(_: Any, __: str, event: Event) -> Event:
    """Hide secrets by their name and by their look, mask persons, escape what could begin a new line."""
    for name, value in event.items():
        if SECRET.search(name) and not isinstance(value, (int, float, bool)):
            event[name] = HIDDEN
        elif name == "exception":
            event[name] = masked(value).translate(TRACE_BREAKS)
        elif not isinstance(value, (int, float, bool, type(None))):
            event[name] = _plain(value)
    return event


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(name): HIDDEN if SECRET.search(str(name)) else _plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [_plain(one) for one in value]
    if isinstance(value, (int, float, bool, type(None))):
        return value
    text = str(value)
    return LONG.sub(HIDDEN, masked(text)).translate(BREAKS) if SUSPECT.search(text) else text


def masked(text: str) -> str:
    for pattern, shown in MASKS:
        text = pattern.sub(shown, text)
    return text


# Figures ---------------------------------------------------------------------

FIGURES = CollectorRegistry()
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
REQUESTS = Histogram(
    "crm_request_seconds", "Requests and how long they took.", ["endpoint", "method", "status"], buckets=BUCKETS, registry=FIGURES
)
STATEMENTS = Summary("crm_statement_seconds", "Statements by their name in the mapper.", ["statement"], registry=FIGURES)
REFUSALS = Counter("crm_requests_slowed", "Requests answered with 429, by what was asked for too often.", ["kind"], registry=FIGURES)
ProcessCollector(registry=FIGURES)


def watch(slow_seconds: float) -> Callable[[str, float], None]:
    """What a database tells of each statement: it is counted, and logged by name when it was slow."""
    known: dict[str, Callable[[float], None]] = {}
    log = structlog.get_logger()

    def ran(label: str, seconds: float) -> None:
        if (observe := known.get(label)) is None:
            observe = known[label] = STATEMENTS.labels(label).observe
        observe(seconds)
        if seconds >= slow_seconds:
            log.warning("slow statement", statement=label, ms=round(seconds * 1000, 1))

    return ran


class _Jobs:
    """The figures of jobs, read when they are asked for."""

    def __init__(self, counts: Iterable[tuple[str, str, int]]):
        self.counts = counts

    def collect(self) -> Iterator[GaugeMetricFamily]:
        family = GaugeMetricFamily("crm_jobs", "Jobs by kind and state.", labels=["kind", "state"])
        for kind, state, n in self.counts:
            family.add_metric([kind, state], n)
        yield family


def figures(jobs: Iterable[tuple[str, str, int]]) -> bytes:
    """All figures as Prometheus reads them; those of all processes when they share $PROMETHEUS_MULTIPROC_DIR."""
    registry = FIGURES
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client.multiprocess import MultiProcessCollector

        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    counted = CollectorRegistry()
    counted.register(_Jobs(jobs))  # type: ignore[arg-type]
    return generate_latest(registry) + generate_latest(counted)
