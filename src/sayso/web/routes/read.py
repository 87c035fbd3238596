"""Reading on the desk: drop files or paste a text, and watch how far it is."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from sayso.errors import SaysoError
from sayso.ledger.filters import day
from sayso.web.jobs import Job, safe_name
from sayso.web.routes.common import Ask, Asked

router = APIRouter(include_in_schema=False)

FILES = 200
"""Files at once."""

CHUNK = 1 << 20


@router.get("/read")
def read(ask: Asked) -> HTMLResponse:
    jobs = sorted(ask.desk.reader.jobs.values(), key=lambda j: -j.number)
    return ask.page("read.html", title="Read", jobs=jobs[:10], readonly=ask.desk.readonly, problem=None)


@router.post("/read")
async def take(ask: Asked, request: Request) -> Response:
    """Take files and a pasted text; they are read in the background."""

    def refused(problem: str) -> Response:
        return ask.page("read.html", status=422, title="Read", jobs=[], readonly=ask.desk.readonly, problem=problem)

    async with request.form(max_files=FILES, max_part_size=20_000_000) as form:
        published, publisher, text, title = (str(form.get(k) or "").strip() for k in ("published", "publisher", "text", "title"))
        uploads = [u for u in form.getlist("files") if isinstance(u, UploadFile) and u.filename]
        try:
            day("published", published or None)
            ask.desk.check_writable()
        except SaysoError as error:
            return refused(str(error))
        if not uploads and not text:
            return refused("There was nothing to read: drop a file, or paste a text.")
        folder, taken = ask.desk.reader.folder(), set[str]()
        names: list[str] = []
        for upload in uploads:
            names.append(safe_name(upload.filename or "", taken))
            with (folder / names[-1]).open("wb") as file:
                while chunk := await upload.read(CHUNK):
                    file.write(chunk)
    if text:
        names.append(safe_name("pasted text.jsonl", taken))
        record = {"text": text} | ({"title": title} if title else {})
        (folder / names[-1]).write_text(json.dumps(record), encoding="utf-8")
    job = ask.desk.reader.add(folder, tuple(names), published or None, publisher or None)
    if request.headers.get("hx-request") == "true":
        return ask.page("job.html", title="Reading", **_told(ask, job))
    return RedirectResponse(f"/read/{job.number}", 303)


def _told(ask: Ask, job: Job) -> dict[str, Any]:
    return {"job": job, "done": job.state in ("done", "failed")}


@router.get("/read/{number}")
def progress(ask: Asked, number: int) -> HTMLResponse:
    job = ask.desk.reader.jobs.get(number)
    if job is None:
        raise HTTPException(404, "There is no such reading; the page Runs lists all of them.")
    template = "job.html" if ask.request.headers.get("hx-request") == "true" else "job_page.html"
    return ask.page(template, title="Reading", **_told(ask, job))
