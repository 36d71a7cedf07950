"""In which language a page is shown: the reader's choice, else what the browser prefers, else English."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from saksi.faces.web.wording import LANGUAGES

COOKIE = "lang"
_YEAR = 365 * 24 * 3600
router = APIRouter(include_in_schema=False)


def language_of(request: Request) -> str:
    """ "en" or "id"."""
    chosen = request.cookies.get(COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    return "id" if request.headers.get("accept-language", "").lower().startswith("id") else "en"


@router.get("/language")
def choose(to: str = "en", back: str = "/") -> Response:
    """Keeps the choice and goes back, to a page of this site only."""
    answer = RedirectResponse(inside(back), 303)
    answer.set_cookie(COOKIE, to if to in LANGUAGES else "en", max_age=_YEAR, httponly=True, samesite="lax")
    return answer


def inside(back: str) -> str:
    """The path if it is one of this site. Browsers read "//host", "/\\host" and tabs within as elsewhere."""
    clear = back.isprintable() and "\\" not in back
    return back if clear and back.startswith("/") and not back.startswith("//") else "/"
