"""What the parts of a record module's controller share."""

from typing import Any

from crm.domain.kit.module import Module


class Room:
    """Each part may count on this; the controller that is put together from them has it."""

    module: Module
    name: str
    service: Any
    render: Any
    to: Any
    may: Any
