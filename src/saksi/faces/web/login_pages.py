"""Coming in and going out, where the room has a password."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from saksi.faces.web.language import inside, language_of
from saksi.faces.web.rendering import render
from saksi.faces.web.security.door import LASTS, SESSION, Door
from saksi.faces.web.security.forms import Posted, field, seal

router = APIRouter(include_in_schema=False)


@router.get("/login")
def ask(request: Request, back: str = "/") -> Response:
    """Asks for the password."""
    return _form(request, inside(back))


@router.post("/login")
def enter(request: Request, form: Posted) -> Response:
    """Opens a session, if the password is right, and goes where the reader wanted to go."""
    door, back = _door(request), inside(field(form, "back"))
    if not door.is_right(field(form, "password")):
        return _form(request, back, failed=True)
    answer = RedirectResponse(back, 303)
    secure = request.url.scheme == "https"
    answer.set_cookie(
        SESSION, door.open(), max_age=LASTS, httponly=True, samesite="strict", secure=secure
    )  # fmt: skip
    return answer


@router.get("/logout")
def ask_out(request: Request) -> Response:
    """Asks whether to go."""
    return _form(request, "/", out=True)


@router.post("/logout")
def leave(request: Request, form: Posted) -> Response:
    """Ends the session."""
    _door(request).close(request.cookies.get(SESSION, ""))
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(SESSION)
    return answer


def _door(request: Request) -> Door:
    door: Door | None = request.app.state.door
    if door is None:
        raise HTTPException(404, "this room has no password")
    return door


def _form(request: Request, back: str, *, failed: bool = False, out: bool = False) -> Response:
    _door(request)
    mark = seal(request)
    page = render(
        "login.html", lang=language_of(request), here="/login", seal=mark, back=back, failed=failed, out=out
    )
    answer = HTMLResponse(page, 403 if failed else 200)
    mark.keep(answer)
    return answer
