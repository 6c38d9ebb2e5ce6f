"""What a test did, in words: page objects say it, the report shows it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from inspect import signature
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


@dataclass
class Step:
    """One thing done, in both languages. `depth` 0 is what the test itself asked for."""

    words: dict[str, str]
    depth: int
    seconds: float = 0.0
    failed: bool = False
    picture: str | None = None  # a JPEG, base64


class Log:
    """The steps of one test, in order."""

    def __init__(self, picture: Callable[[], str | None]) -> None:
        self.steps: list[Step] = []
        self.picture = picture
        self.depth = 0

    def run(self, words: dict[str, str], action: Callable[[], Any]) -> Any:
        made = Step(words, self.depth)
        self.steps.append(made)
        self.depth += 1
        began = time.perf_counter()
        try:
            return action()
        except BaseException:
            made.failed = True
            raise
        finally:
            made.seconds = time.perf_counter() - began
            self.depth -= 1
            if made.depth == 0:
                made.picture = self.picture()

    def look(self) -> None:
        """Take the picture of the last step, where it could not be taken at its end."""
        if self.depth == 0 and self.steps and not self.steps[-1].picture:
            self.steps[-1].picture = self.picture()


def step(en: str, zh: str) -> Callable[[F], F]:
    """Tell this method of a page object as a step; {names} in the words are its arguments."""

    def decorate(method: F) -> F:
        shape = signature(method)

        @wraps(method)
        def run(self: Any, *args: Any, **kwargs: Any) -> Any:
            bound = shape.bind(self, *args, **kwargs)
            bound.apply_defaults()
            given = {name: _said(value) for name, value in bound.arguments.items() if name != "self"}
            said = {code: words.format(**given, page=self.noun[code]) for code, words in (("en", en), ("zh", zh))}
            return self.browser.log.run(said, lambda: method(self, *args, **kwargs))

        return run  # type: ignore[return-value]

    return decorate


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} = {_said(one)}" for name, one in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_said, value))
    return str(value)
