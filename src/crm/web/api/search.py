"""Records of every module that contain the words."""

from flask import request
from werkzeug.wrappers import Response

from crm.domain.kit.module import modules
from crm.errors import Invalid
from crm.language import Words
from crm.web.api.page import ApiPage, answer
from crm.web.api.record import MOST, whole
from crm.web.kit.page import container


def index() -> Response:
    text, module = request.args.get("q", ""), request.args.get("module")
    if not text or len(text) > MOST:
        raise Invalid(q=Words("1 to {most} characters.", most=MOST))
    if module is not None and module not in modules():
        raise Invalid(module=Words("One of these, please: {names}.", names=", ".join(modules())))
    hits = container().platform.search().find(text, whole("size", 50, 20), module)
    found = [
        {"module": hit.module, "id": hit.id, "title": hit.title, "second": hit.second or "",
         "href": f"/api/v1{modules()[hit.module].path}/{hit.id}"}
        for hit in hits
    ]  # fmt: skip
    return answer({"items": found})


page = ApiPage(__name__)
page.add("/search", index, "signed_in", parameters=("q", "module", "size"))
