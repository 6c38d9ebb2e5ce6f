"""What other rights of fields do to people, in words."""

from collections.abc import Iterable
from itertools import groupby

from crm.domain.kit.module import modules
from crm.domain.platform.field_right_change import FieldShift, Place
from crm.language import say, say_many
from crm.service.platform.field_right_change import FieldsForeseen
from crm.web.platform.role_told import Told, told_of


def told_of_fields(found: FieldsForeseen) -> tuple[Told, ...]:
    """What is lost, then what is won."""
    return tuple(told_of(_sentence(one), one.wider, one.people) for one in found.shifts)


def _sentence(one: FieldShift) -> str:
    n, things = len(one.people), _things(one.fields)
    if one.what == "hidden":
        return say_many("{n} person will no longer see {things}.", "{n} people will no longer see {things}.", n, things=things)
    if one.what == "masked":
        return say_many("{n} person will see only a mask of {things}.", "{n} people will see only a mask of {things}.", n, things=things)
    if one.what == "locked":
        return say_many("{n} person will no longer edit {things}.", "{n} people will no longer edit {things}.", n, things=things)
    if one.what == "mask":
        return say_many("{n} person will also see a mask of {things}.", "{n} people will also see a mask of {things}.", n, things=things)
    if one.what == "clear":
        return say_many("{n} person will see in clear {things}.", "{n} people will see in clear {things}.", n, things=things)
    return say_many("{n} person may also edit {things}.", "{n} people may also edit {things}.", n, things=things)


def _things(fields: Iterable[Place]) -> str:
    """Customers: Phone, Mail; Contacts: Remark."""
    known = modules()
    by_module = ((known[name], [field for _, field in places]) for name, places in groupby(fields, key=lambda place: place[0]))
    told = ((say(module.plural), [say(module.whole[name].label) for name in names]) for module, names in by_module)
    return say("; ").join(say("{module}: {fields}", module=module, fields=say(", ").join(labels)) for module, labels in told)
