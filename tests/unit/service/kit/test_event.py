"""Domain events: who listens hears, in the order of connecting, and nothing else."""

from dataclasses import dataclass

import pytest

from crm.service.kit.event import Events, listens


@dataclass
class Signed:
    number: int


@dataclass
class Lost:
    number: int


class Listener:
    """Writes down what it hears."""

    def __init__(self) -> None:
        self.heard: list[object] = []

    @listens(Signed, Lost)
    def both(self, event: object) -> None:
        self.heard.append(event)


class Strict:
    """Refuses."""

    @listens(Signed)
    def refuse(self, event: Signed) -> None:
        raise ValueError(event.number)


def test_a_listener_hears_the_events_it_is_marked_for():
    events, listener = Events(), Listener()
    events.connect(listener)
    for event in (Signed(1), Lost(2), "something else"):
        events.publish(event)
    assert listener.heard == [Signed(1), Lost(2)]


def test_a_listener_that_refuses_stops_what_was_being_done():
    events, late = Events(), Listener()
    events.connect(Strict())
    events.connect(late)
    with pytest.raises(ValueError, match="7"):
        events.publish(Signed(7))
    assert late.heard == []
