"""Photos of visits show the picture and nothing else: no place, no camera, not larger than needed."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from crm import current
from crm.current import acting
from crm.domain.sales.visit_check import CheckIn
from crm.errors import Forbidden, Invalid
from tests.kit.company import SYSTEM
from tests.unit.service.sales.visits import at, customer, visit

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def photo(size=(3000, 1500)):
    """A wide picture that the phone marks as turned by 90 degrees, with the camera and the place in it."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = 6, "Phone"
    exif.get_ifd(GPS)[1] = "N"
    made = BytesIO()
    Image.new("RGB", size, "teal").save(made, "JPEG", exif=exif)
    return made.getvalue()


def test_a_photo_is_turned_upright_made_smaller_and_tells_nothing_else(company):
    crm = company.container
    with company.acting("wang"):
        made = visit(company, customer(company).id)
        with pytest.raises(Invalid):
            crm.field.visit_photo().add(made.id, "IMG_1.HEIC", BytesIO(photo()))
        crm.field.visit_check().check_in(made.id, CheckIn.parse(at()))
        file = crm.field.visit_photo().add(made.id, "IMG_1.png", BytesIO(photo()))
        kept = Image.open(crm.platform.file().contents(file))
        assert (file.name, file.subject_module, kept.size, kept.format) == ("IMG_1.jpg", "visit", (1000, 2000), "JPEG")
        assert dict(kept.getexif()) == {}
        assert [one.id for one in crm.field.visit_photo().of(made.id)] == [file.id]


def test_photos_go_when_their_days_are_over_and_what_is_held_stays(company):
    crm = company.container
    with company.acting("wang"):
        kept, gone = (visit(company, customer(company).id) for _ in range(2))
        for one in (kept, gone):
            crm.field.visit_check().check_in(one.id, CheckIn.parse(at()))
            crm.field.visit_photo().add(one.id, "a.png", BytesIO(photo((30, 20))))
    photos, later = crm.field.visit_photo(), current.now() + timedelta(days=31)
    with company.acting("lilei"):
        crm.platform.setting().change({"visit_photo_days": "30"})
        crm.privacy.legal_hold().put("visit", kept.id, "诉讼", None)
    with acting(actor=SYSTEM):
        assert photos.forget() == {"photos": 0}
    with acting(actor=SYSTEM, clock=later):
        assert (photos.forget(), photos.forget()) == ({"photos": 1}, {"photos": 0})
    with company.acting("wang"):
        assert (len(photos.of(kept.id)), photos.of(gone.id)) == (1, [])


def test_what_is_no_picture_and_whose_visit_it_is_not_is_refused(company):
    crm = company.container
    with company.acting("wang"):
        made = visit(company, customer(company).id)
        crm.field.visit_check().check_in(made.id, CheckIn.parse(at()))
        with pytest.raises(Invalid) as refusal:
            crm.field.visit_photo().add(made.id, "a.jpg", BytesIO(b"<script>alert(1)</script>"))
        assert list(refusal.value.fields) == ["photo"]
        assert crm.field.visit_photo().of(made.id) == []
    with company.acting("han"), pytest.raises(Forbidden):
        crm.field.visit_photo().add(made.id, "a.jpg", BytesIO(photo()))
