"""How services say which jobs they do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from crm.service.kit.job import handlers, handles, scheduled

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


class Printer:
    """Prints, and cleans itself."""

    def __init__(self) -> None:
        self.paper = False
        self.done: list[object] = []

    @handles("print", forget=True, ready="empty", label="Print")
    def put(self, payload, job):
        self.done.append((payload, job))

    def empty(self):
        return None if self.paper else "There is no paper."

    @scheduled(every=timedelta(hours=1), label="Clean")
    def clean(self, job):
        self.done.append(job)

    @scheduled("30 4 * * *")
    def rest(self, job):
        self.done.append(job)


def test_marked_methods_become_handlers_of_their_service():
    printer = Printer()
    found = {one.kind: one for one in handlers(printer)}
    module = __name__.rpartition(".")[2]
    assert set(found) == {"print", f"{module}.clean", f"{module}.rest"}
    assert (found["print"].label, found["print"].forget, found["print"].schedule) == ("Print", True, None)
    found["print"].run({"page": 1}, "job")
    found[f"{module}.clean"].run({}, "scheduled")
    assert printer.done == [({"page": 1}, "job"), "scheduled"]


def test_a_kind_waits_as_long_as_its_service_says_why():
    printer = Printer()
    printing = next(one for one in handlers(printer) if one.kind == "print")
    assert printing.ready() == "There is no paper."
    printer.paper = True
    assert printing.ready() is None


def test_a_schedule_is_a_period_or_a_crontab_line():
    schedules = {one.kind.rpartition(".")[2]: one.schedule for one in handlers(Printer())}
    zone = ZoneInfo("Asia/Shanghai")
    assert schedules["clean"].after(NOON, zone) == NOON + timedelta(hours=1)
    assert schedules["rest"].after(NOON, zone).astimezone(zone) == datetime(2026, 11, 21, 4, 30, tzinfo=zone)
