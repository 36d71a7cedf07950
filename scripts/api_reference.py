"""The reference page of the REST interface, from the OpenAPI document of the reading room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from saksi.faces.web.app import create_app

Schema = Mapping[str, Any]
_PARTS = {
    "rows": "Rows",
    "things": "Single things",
    "reading": "Reading",
    "reviews": "Reviews",
    "plots": "Drawings",
}
_HEAD = """\
# REST interface

Written from the OpenAPI document of the reading room by `scripts/write_reference.py`; `saksi serve` gives
the document itself at `/api/v1/openapi.json`.

Rows come in pages: `{"rows": [...], "cursor": ...}`. Ask again with `cursor` for the rows behind; it is null
on the last page. `.ndjson` after the name (`/api/v1/events.ndjson`) gives all rows, one a line, as they are
read. An answer bears an ETag: sent back as `If-None-Match` it spares the body of what has not changed (304).
Errors are problem+json (RFC 9457) with `status`, `title` and `detail`; an unknown parameter is one (422).
[How to review](../howto/review.md) tells of passwords.

"""
_PREFIX = "/components/schemas/"
# Models of FastAPI's own errors, which the reading room answers as problem+json instead.
_HIDDEN = frozenset({"HTTPValidationError", "ValidationError"})


def api() -> Iterator[str]:
    """The lines of the page."""
    document = create_app(None).openapi()  # type: ignore[arg-type]
    operations = [
        (method, path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    shared = _shared([operation for _, _, operation in operations])
    yield from _head(document)
    yield from _parameters("### Filters", list(shared.values()))
    for tag, title in _PARTS.items():
        yield f"## {title}"
        yield ""
        for method, path, operation in operations:
            if tag in operation["tags"]:
                yield from _operation(method, path, operation, shared)
    yield "## Objects"
    yield ""
    for name, schema in sorted(document["components"]["schemas"].items(), key=lambda item: _named(item[0])):
        if name not in _HIDDEN and not name.startswith("Answer_"):
            yield from _object(name, schema)


def _head(document: Schema) -> Iterator[str]:
    yield from _HEAD.splitlines()
    yield "| status | when |"
    yield "|---|---|"
    for status, when in _statuses(document):
        yield f"| {status} | {when} |"
    yield ""


def _statuses(document: Schema) -> list[tuple[str, str]]:
    found = {
        (status, answer["description"])
        for methods in document["paths"].values()
        for operation in methods.values()
        for status, answer in operation["responses"].items()
        if status.startswith(("4", "5"))
    }
    when: dict[str, str] = {}
    for status, text in sorted(found):
        # FastAPI's word for 422 says less than what the interface itself says of it.
        if status not in when or when[status] == "Validation Error":
            when[status] = text
    return sorted(when.items())


def _shared(operations: Sequence[Schema]) -> dict[str, Schema]:
    """The parameters that are the same in all questions that can be filtered."""
    filtered = [
        {p["name"]: p for p in operation.get("parameters", ())}
        for operation in operations
        if any(p["name"] == "actor" for p in operation.get("parameters", ()))
    ]
    first, *others = filtered
    return {name: p for name, p in first.items() if all(other.get(name) == p for other in others)}


def _operation(method: str, path: str, operation: Schema, shared: Mapping[str, Schema]) -> Iterator[str]:
    yield f"### {method.upper()} {path}"
    yield ""
    yield " ".join(operation.get("description", "").split())
    yield ""
    given = operation.get("parameters", [])
    filtered = any(p["name"] == "actor" for p in given)
    if filtered:
        yield "Takes the [filters](#filters)."
        yield ""
    own = [p for p in given if not filtered or p["name"] not in shared]
    yield from _parameters("", own)
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        yield f"Body: `{kind}`, {_type(content.get('schema', {}))}."
        yield ""
    for status, answer in operation["responses"].items():
        for kind, content in answer.get("content", {}).items() if status.startswith("2") else ():
            schema = content.get("schema", {})
            yield f"Answer {status}: `{kind}`{', ' + _type(schema) if schema else ''}."
            yield ""


def _parameters(title: str, given: Sequence[Schema]) -> Iterator[str]:
    if title:
        yield title
        yield ""
    if given:
        yield "| parameter | type | what it asks |"
        yield "|---|---|---|"
        for p in given:
            default = p["schema"].get("default")
            note = f" Default: `{default}`." if default not in (None, [], "") else ""
            repeated = " May repeat." if p["schema"].get("type") == "array" else ""
            kind = _type(p["schema"].get("items", p["schema"]) if repeated else p["schema"])
            where = " (in the path)" if p["in"] == "path" else ""
            yield f"| `{p['name']}`{where} | {kind} | {_cell(p.get('description', ''))}{repeated}{note} |"
        yield ""


def _object(name: str, schema: Schema) -> Iterator[str]:
    yield f"### {_named(name)}"
    yield ""
    if schema.get("description"):
        yield " ".join(schema["description"].split())
        yield ""
    if schema.get("properties"):
        yield "| key | type |"
        yield "|---|---|"
        for key, value in schema["properties"].items():
            yield f"| `{key}` | {_type(value)} |"
        yield ""


def _type(schema: Schema) -> str:
    """A JSON schema in words, with links to the objects of the page."""
    if "$ref" in schema:
        return _link(schema["$ref"].rpartition(_PREFIX)[2])
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return " or ".join(dict.fromkeys(_type(part) for part in schema[several]))
    if "enum" in schema or "const" in schema:
        return ", ".join(f"`{value}`" for value in schema.get("enum", [schema.get("const")]))
    kind = schema.get("type")
    if kind == "array":
        if "prefixItems" in schema:
            return f"[{', '.join(_type(part) for part in schema['prefixItems'])}]"
        return f"list of {_type(schema.get('items', {}))}"
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"object of {_type(schema['additionalProperties'])}"
    return {"boolean": "true or false", None: "anything"}.get(kind, str(kind))


def _link(name: str) -> str:
    if name.startswith("Answer_"):
        return f"a page of {_link(name.removeprefix('Answer_').removesuffix('_'))}"
    shown = _named(name)
    return f"[{shown}](#{shown.lower()})"


def _named(name: str) -> str:
    """Two models of one name are told apart by the layer that they come from."""
    *modules, last = name.removeprefix("saksi__").split("__")
    return f"{last}-of-{modules[0]}" if modules else last


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
