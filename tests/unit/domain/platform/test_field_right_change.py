"""What somebody notices when his rights of fields change, and how that is told together."""

import pytest

from crm.domain.platform.field_right_change import FieldShift, Reader, happens, shifts


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("", "hidden", ["hidden"]), ("", "masked", ["masked"]), ("", "read_only", ["locked"]), ("masked", "read_only", ["clear", "locked"]),
        ("hidden", "masked", ["mask"]), ("hidden", "read_only", ["clear"]), ("read_only", "", ["edits"]),
        ("read_only", "masked", ["masked", "edits"]), ("masked", "masked", []), ("masked", "hidden", ["hidden"]),
    ],
)  # fmt: skip
def test_reading_less_or_more_and_editing_are_told_apart(before, after, told):
    assert list(happens(before, after)) == told


def test_alike_things_stand_together_and_losses_first():
    wang, zhao = Reader(1, "王强", None), Reader(2, "赵敏", None)
    phone, mail = ("account", "phone"), ("account", "mail")
    found = shifts([(wang, {}, {phone: "hidden", mail: "hidden"}), (zhao, {mail: "hidden"}, {phone: "hidden"})])
    assert found == [
        FieldShift("hidden", (phone,), (wang, zhao)), FieldShift("hidden", (mail,), (wang,)), FieldShift("clear", (mail,), (zhao,)),
    ]  # fmt: skip
    assert [one.wider for one in found] == [False, False, True]
