"""What went wrong, with the status to answer: a page for people, problem+json (RFC 9457) for programs."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Match, Route

from saksi.errors import ArchiveError
from saksi.faces.web.headers import HEADERS
from saksi.faces.web.language import language_of
from saksi.faces.web.rendering import render

API = "/api/"


def add_error_pages(app: FastAPI) -> None:
    """Makes the app answer every error in the manner of the address that was asked."""

    @app.exception_handler(HTTPException)
    def of_http(request: Request, error: HTTPException) -> Response:
        headers = error.headers
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            headers = {**(headers or {}), "Allow": ", ".join(_methods(request))}
        return answer_error(request, error.status_code, str(error.detail), headers)

    @app.exception_handler(RequestValidationError)
    def of_question(request: Request, error: RequestValidationError) -> Response:
        faults = (f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors())
        return answer_error(request, HTTPStatus.UNPROCESSABLE_ENTITY, "; ".join(faults))

    @app.exception_handler(ArchiveError)
    def of_archive(request: Request, error: ArchiveError) -> Response:
        if isinstance(error.__cause__, DBAPIError):
            # What a database says of itself is for the log of who runs it, not for whoever asks.
            return answer_error(request, HTTPStatus.SERVICE_UNAVAILABLE, "the archive cannot be read now")
        return answer_error(request, HTTPStatus.BAD_REQUEST, str(error))

    @app.exception_handler(Exception)
    def of_fault(request: Request, error: Exception) -> Response:
        return answer_error(
            request, HTTPStatus.INTERNAL_SERVER_ERROR, "this is a fault of Saksi, not of yours"
        )


def _methods(request: Request) -> list[str]:
    """What can be done at this address, whichever routes do it."""
    routes: list[Route] = request.app.state.routes
    here = [route for route in routes if route.matches(request.scope)[0] is not Match.NONE]
    return sorted({method for route in here for method in route.methods or ()})


def answer_error(
    request: Request, status: int, detail: str, headers: Mapping[str, str] | None = None
) -> Response:
    """An error in the manner of the address that was asked."""
    # With its headers: a fault is answered outside of what gives them to all other answers.
    told = {**HEADERS, **(headers or {})}
    title = HTTPStatus(status).phrase
    if request.url.path.startswith(API):
        problem = {"type": "about:blank", "title": title, "status": int(status), "detail": detail}
        return JSONResponse(problem, status, told, "application/problem+json")
    lang = language_of(request)
    page = render("error.html", lang=lang, here="/", status=int(status), title=title, detail=detail)
    return HTMLResponse(page, status, told)
