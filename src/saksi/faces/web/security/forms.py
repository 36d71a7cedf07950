"""Forms that only a page of this site can post: each carries a token that its cookie vouches for."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from saksi.faces.web.security.door import SESSION

COOKIE, FIELD = "form", "token"
_URLENCODED = "application/x-www-form-urlencoded"
_MOST_FIELDS = 40


class Forms:
    """Makes and checks tokens, with a key that lives as long as the server and that its workers share."""

    def __init__(self, key: bytes | None = None) -> None:
        self._key = key or secrets.token_bytes(32)

    def token(self, cookie: str, session: str) -> str:
        """The token that goes with this cookie in this session."""
        return hmac.new(self._key, f"{cookie}\x00{session}".encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Seal:
    """What the forms of one page carry: `token` in a field, `cookie` in the browser."""

    token: str
    cookie: str
    secure: bool

    def keep(self, response: Response) -> None:
        """Gives the browser the cookie. Such a page is for one reader: nothing in between may keep it."""
        response.set_cookie(COOKIE, self.cookie, httponly=True, samesite="strict", secure=self.secure)
        response.headers["Cache-Control"] = "no-store"


def seal(request: Request) -> Seal:
    """The seal for the forms of a page that answers this request."""
    forms: Forms = request.app.state.forms
    cookie = request.cookies.get(COOKIE) or secrets.token_urlsafe(32)
    session = request.cookies.get(SESSION, "")
    return Seal(forms.token(cookie, session), cookie, request.url.scheme == "https")


async def _posted(request: Request) -> FormData:
    """The fields of a posted form. Raises HTTPException: 415 if it is none, 403 if its token is wrong."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _URLENCODED:
        raise HTTPException(415, f"a form is posted as {_URLENCODED}")
    form = await request.form(max_fields=_MOST_FIELDS)
    forms: Forms = request.app.state.forms
    cookie = request.cookies.get(COOKIE, "")
    right = forms.token(cookie, request.cookies.get(SESSION, ""))
    given = form.get(FIELD)
    if not cookie or not isinstance(given, str) or not hmac.compare_digest(right.encode(), given.encode()):
        raise HTTPException(403, "this form has grown old, or comes from elsewhere: load its page again")
    return form


Posted = Annotated[FormData, Depends(_posted)]


def field(form: FormData, name: str) -> str:
    """One field of a form, "" if it is not there."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""
