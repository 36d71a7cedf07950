"""Templates of the reading room, and what they may do with words that came from an article."""

from __future__ import annotations

import re
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from saksi.archive.review.verdicts import ACTOR_KINDS, event_types, modalities
from saksi.faces.messages import stance
from saksi.faces.quads import QUADS, quad_of
from saksi.faces.web.wording import say, wording

HOME = Path(__file__).parent
_UNSEEN = "\N{REPLACEMENT CHARACTER}"
# Characters that turn the direction of text about, or stand for nothing, can make a line lie: controls but
# for tab and line ends, halves of surrogate pairs, marks and embeddings of direction.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def safe_text(text: str) -> str:
    """Text with control and direction characters made visible. Escaping is the template's own affair."""
    return text if text.isprintable() else _UNSAFE.sub(_UNSEEN, text)


def _filename(path: str) -> str:
    """The last part of a path: where an article lay on the machine that read it is nobody's business."""
    return path.rstrip("/\\").replace("\\", "/").rpartition("/")[2] or path


def _finished(value: Any) -> Any:
    """Whatever a template prints, before it is escaped; what macros gave (Markup) has been through here."""
    return safe_text(value) if type(value) is str else value


@cache
def environment() -> Environment:
    """The template environment: all text is made safe and escaped, and an unknown name is an error."""
    return Environment(
        loader=FileSystemLoader(HOME / "templates"),
        autoescape=True,
        finalize=_finished,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def ready() -> None:
    """Compiles all templates, so that the first readers do not wait for it."""
    for name in environment().list_templates():
        environment().get_template(name)


def render(template: str, *, lang: str, here: str, active: str = "", query: str = "", **values: Any) -> str:
    """A page in `lang`; `here` is its own path with its query, for the link to the other language."""
    page = environment().get_template(template)
    words = {
        "say": partial(say, language=lang),
        "stance": partial(stance, language=lang),
        "filename": _filename,
        "known": wording(),
        "modalities": modalities(),
        "types": event_types(),
        "kinds": ACTOR_KINDS,
        "quads_in_order": QUADS,
        "quad_of": quad_of(),
    }
    return page.render(lang=lang, here=here, active=active, query=query, **words, **values)
