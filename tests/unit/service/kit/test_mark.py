"""Marks that decorators leave on the methods of services."""

from crm.service.kit.mark import marked


def heard(method):
    method.heard = True
    return method


class Base:
    @heard
    def told(self): ...

    def silent(self): ...


class Derived(Base):
    @heard
    def also(self): ...


def test_marked_methods_are_found_by_name_those_of_the_base_among_them():
    assert marked(Derived, "heard") == ("also", "told")
    assert marked(Base, "heard") == ("told",)
    assert marked(Base, "absent") == ()
