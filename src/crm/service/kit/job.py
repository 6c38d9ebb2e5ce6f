"""How a service says which jobs it does: its methods are marked, the container finds them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol, TypeVar

from crm.domain.platform.job_schedule import Crontab, Every, Schedule
from crm.service.kit.mark import marked

F = TypeVar("F", bound=Callable[..., Any])


class JobHandle(Protocol):
    """What a handler is told about its job."""

    id: int
    attempts: int

    def progress(self, done: int, total: int | None = None) -> None:
        """Say how far it has come; raises Interrupted when the handler must leave off. Call it between transactions."""


def handles(kind: str, forget: bool = False, ready: str | None = None, label: str = "", sealed: bool = False) -> Callable[[F], F]:
    """The method does jobs of this kind: method(payload, job) -> a result for the job's page, or None.

    It may run twice. A result with a `url` is where the job's page leads. `forget`: the payload is wiped once the job
    is done. `ready`: a method that says why jobs of this kind must wait, or None. `label`: the kind in words. `sealed`: the
    payload lies sealed, for it has what people typed.
    """
    return _mark("handles_job", (kind, forget, ready, label, sealed))


def scheduled(line: str | None = None, every: timedelta | None = None, label: str = "") -> Callable[[F], F]:
    """The method runs at the times of a crontab line, or every so often: method(job). Once, however many workers there are."""
    return _mark("job_schedule", (Every(every) if every else Crontab(line or ""), label))


def _mark(name: str, value: Any) -> Callable[[F], F]:
    def decorate(method: F) -> F:
        setattr(method, name, value)
        return method

    return decorate


@dataclass(frozen=True)
class Handler:
    """One kind of job and who does it."""

    kind: str
    run: Callable[[dict[str, Any], JobHandle], Any]
    forget: bool = False
    ready: Callable[[], str | None] = lambda: None
    schedule: Schedule | None = None
    label: str = ""
    sealed: bool = False


def handlers(service: Any) -> list[Handler]:
    """The jobs of one service. A schedule is called after its service's module: `job.tidy`."""
    found = []
    for name in marked(service.__class__, "handles_job"):
        method = getattr(service, name)
        kind, forget, ready, label, sealed = method.handles_job
        held = getattr(service, ready) if ready else Handler.ready
        found.append(Handler(kind, method, forget, held, label=label, sealed=sealed))
    for name in marked(service.__class__, "job_schedule"):
        method = getattr(service, name)
        kind = f"{type(service).__module__.rpartition('.')[2]}.{name}"
        found.append(Handler(kind, _without_payload(method), schedule=method.job_schedule[0], label=method.job_schedule[1]))
    return found


def _without_payload(method: Callable[[JobHandle], Any]) -> Callable[[dict[str, Any], JobHandle], Any]:
    return lambda payload, job: method(job)
