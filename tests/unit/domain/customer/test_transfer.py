"""Pure rules of imports: names of two parts, sentences as JSON, options."""

import json

import pytest

from crm.domain.customer.transfer import Options, joined_name, pack, unpack
from crm.errors import Invalid
from crm.language import Words


@pytest.mark.parametrize(
    ("family", "given", "name"), [("王", "芳", "王芳"), ("Butt", "James", "James Butt"), ("", "James", "James"), ("Butt", "", "Butt")]
)
def test_a_name_of_two_parts_is_joined_as_its_language_does(family, given, name):
    assert joined_name(family, given) == name


def test_a_sentence_survives_being_stored():
    sentence = Words("“{field}” {n}", field=Words("Name"), n=3)
    again = unpack(json.loads(json.dumps(pack(sentence))))
    assert (again, again.values["field"].text) == (sentence, "Name")


@pytest.mark.parametrize("wrong", [{"on_twin": "destroy"}, {"region": "XX"}])
def test_options_that_do_not_exist_are_refused(wrong):
    with pytest.raises(Invalid):
        Options.parse(wrong)
