"""Pages of files: those of a record, one file with what is in it, its contents."""

from dataclasses import dataclass
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import Response, abort, redirect, request, send_file

from crm import current, language
from crm.container import Container
from crm.domain.kit.module import Module, modules
from crm.domain.platform.file import INLINE, MODULE, File
from crm.errors import Invalid
from crm.language import N_, Words, say
from crm.service.platform.file import FileService
from crm.service.platform.file_look import FileLook, Unreadable
from crm.web.kit.attached import ICONS, file_view
from crm.web.kit.page import container, permits
from crm.web.kit.record import RecordPage, known_module
from crm.web.kit.toast import toast

FIRST = 20
SHORT = (
    N_("Your files need {used} of the {most} that are accepted."), N_("All files together need {used} of the {most} that are accepted."),
)  # fmt: skip
SEALED = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"  # opened by itself it can do nothing


@dataclass(frozen=True)
class FileLine:
    """A file as a card shows it."""

    name: str
    url: str
    icon: str
    size: str
    who: str
    when: str
    picture: str | None


class FilePage(RecordPage):
    """The list and the forms come from the kit; the page of a file shows what is in it."""

    def show(self, id: int) -> Any:
        file: File = self.service.get(id)
        about = modules().get(file.subject_module or "")
        return self.render(
            "show",
            file=file,
            line=line(file),
            look=container().platform.file_look().look(file),
            record=subject(about, file.subject_id) if about and file.subject_id else None,
            editable=self.service.may("edit", file),
            removable=self.service.may("remove", file),
        )


page = FilePage(MODULE, only=("index", "total", "filters", "options", "show", "edit", "update", "history", "destroy"))
Files = Annotated[FileService, Provide[Container.platform.file]]
Looks = Annotated[FileLook, Provide[Container.platform.file_look]]


def line(file: File) -> FileLine:
    picture = f"{MODULE.path}/{file.id}/contents" if file.look == "image" else None
    when = language.ago(file.created_at) if file.created_at else ""
    return FileLine(
        file.name, f"{MODULE.path}/{file.id}", ICONS.get(file.look, "file"), language.size(file.size), file.owner_name or "", when, picture
    )


def subject(module: Module, id: int) -> tuple[str, str] | None:
    """The record that a file hangs on: its title and address, when the reader may see it."""
    title = container().records().names({(module.name, id)}).get((module.name, id))
    return (title, f"{module.path}/{id}") if title else None


@page.get("/of/<module>/<int:id>")
@permits("file.view")
def of(module: str, id: int, files: Files) -> Any:
    """The files of a record: a card on its page, or a page of their own."""
    return _of(known_module(module), id, files)


def _of(module: Module, id: int, files: FileService, refusal: Invalid | None = None) -> str:
    last = request.args.get("before", type=int)
    before = (found.created_at, found.id) if last and (found := files.get(last)).created_at else None
    rows = files.attached(module.name, id, FIRST, before)
    return page.render(
        "card" if request.headers.get("HX-Request") else "of",
        lines=[line(row) for row in rows[:FIRST]],
        older=rows[FIRST - 1].id if len(rows) > FIRST else None,
        about=module.name,
        record_id=id,
        record=subject(module, id),
        wrong=[say(why) for why in refusal.fields.values()] if refusal else (),
        short=_short(files) if current.actor().may("file.create") else (),
    )


def _short(files: FileService) -> list[str]:
    """What is nearly used up, before anything is refused."""
    return [
        say(sentence, used=language.size(room.used), most=language.size(room.most))
        for sentence, room in zip(SHORT, files.room(), strict=True) if room.is_short
    ]  # fmt: skip


@page.post("/of/<module>/<int:id>")
@permits("file.create")
def attach(module: str, id: int, files: Files) -> Any:
    """Take in what was chosen, dropped or pasted. What is refused is named; what was taken in before it stays."""
    about, taken = known_module(module), []
    sent = [file for file in request.files.getlist("file") if file.filename]
    try:
        if not sent:
            raise Invalid(file=Words("Please choose a file."))
        for file in sent:
            taken.append(files.attach(module, id, file.filename or "", file.stream))
    except Invalid as refusal:
        return _of(about, id, files, refusal), 422
    if request.headers.get("HX-Request"):
        return _of(about, id, files)
    toast(N_("{name} was attached."), None, name=taken[-1].name)
    return redirect(f"{about.path}/{id}", 303)


@page.post("/ahead")
@permits("file.create")
def ahead(files: Files) -> Any:
    """Take in files for something that is still being written; gives them as lines of its form. Those refused are told."""
    taken, wrong = [], []
    for file in request.files.getlist("file"):
        try:
            taken.append(files.take(file.filename or "", file.stream))
        except Invalid as refusal:
            wrong += [f"{file.filename}: {say(why)}" for why in refusal.fields.values()]
    return page.render("ahead", files=[file_view(file) for file in taken], wrong=wrong), 422 if wrong else 200


@page.get("/<int:id>/contents")
@permits("file.view")
def contents(id: int, files: Files) -> Response:
    """The file itself: shown by the browser where that is safe, else to be kept."""
    file = files.get(id)
    shown = file.media in INLINE and not request.args.get("keep")
    answer = send_file(
        files.contents(file), file.media if shown else "application/octet-stream", as_attachment=not shown,
        download_name=file.name, etag=file.digest, max_age=0,
    )  # fmt: skip
    answer.headers["Cache-Control"] = "private, no-cache"
    if file.media != "application/pdf":  # the browser's own viewer does not open in a sandbox
        answer.headers["Content-Security-Policy"] = SEALED
    return answer


@page.get("/<int:id>/pages/<int:number>")
@permits("file.view")
def picture(id: int, number: int, files: Files, looks: Looks) -> Response:
    """A page of a PDF as a picture, counted from 1."""
    file = files.get(id)
    if file.look != "pages" or not 1 <= number <= 500:
        abort(404)
    files.contents(file)
    try:
        made = looks.page(file, number - 1)
    except Unreadable:
        abort(404)
    return Response(made, mimetype="image/png", headers={"Cache-Control": "private, max-age=3600", "Content-Security-Policy": SEALED})
