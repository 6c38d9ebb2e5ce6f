"""Routes that weigh little. There are five thousand of them: as werkzeug makes them they take 23 MB and a second of every start."""

from typing import Any

from werkzeug.routing import BaseConverter, Map, Rule


class LeanRule(Rule):
    """A route that keeps what matching needs, and shares it with all routes of its shape; how its address is put together is
    written when somebody first asks for one."""

    map: "LeanMap"
    written = False

    def get_converter(self, variable_name: str, converter_name: str, args: Any, kwargs: Any) -> BaseConverter:
        key = (converter_name, args, tuple(sorted(kwargs.items())))
        return self.map.share(key, lambda: super(LeanRule, self).get_converter(variable_name, converter_name, args, kwargs))

    def compile(self) -> None:
        super().compile()
        if not self.written:
            del self._build, self._build_unknown  # what stands below is asked instead

    def _compile_builder(self, append_unknown: bool = True) -> Any:
        return super()._compile_builder(append_unknown) if self.written else _unwritten

    def _build(self, **values: Any) -> tuple[str, str]:  # type: ignore[override]
        self._write()
        return self._build(**values)

    def _build_unknown(self, **values: Any) -> tuple[str, str]:  # type: ignore[override]
        self._write()
        return self._build_unknown(**values)

    def _write(self) -> None:
        """By a twin: other threads may be matching against this one."""
        twin: Any = self.empty()
        twin.map, twin.written = self.map, True
        twin.compile()
        for name in ("_build", "_build_unknown"):
            setattr(self, name, getattr(twin, name).__func__.__get__(self))

    def lean(self) -> None:
        """Nothing is left that only the matcher's making needed."""
        share = self.map.share
        self.methods = self.methods and share(frozenset(self.methods))
        self.arguments = share(frozenset(self.arguments))
        self._converters = share(tuple(self._converters.items()), lambda: self._converters)
        self._trace, self._parts = share("trace", list), share("parts", list)


def _unwritten() -> None: ...


class LeanMap(Map):
    """The routes, and what they have in common."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._shared: dict[Any, Any] = {}
        super().__init__(*args, **kwargs)

    def share(self, key: Any, made: Any = None) -> Any:
        """What stands under that key, made when it is first asked for; the key itself where nothing is to be made."""
        if key not in self._shared:
            self._shared[key] = made() if made else key
        return self._shared[key]

    def add(self, rulefactory: Any) -> None:
        super().add(rulefactory)
        for rule in rulefactory.get_rules(self):
            rule.lean()
