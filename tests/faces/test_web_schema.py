"""Questions made from the interface's own description: no fault, and every answer as it is described."""

from __future__ import annotations

import pytest

pytest.importorskip("fastapi", reason="needs saksi[web]")
pytest.importorskip("schemathesis", reason="schemathesis is not installed")

import reading_room
import schemathesis
from hypothesis import HealthCheck, settings

from saksi.archive import open_archive
from saksi.faces.web.app import create_app

EXAMPLES = 8  # of each operation


@pytest.fixture(scope="module")
def described(tmp_path_factory):
    with open_archive(tmp_path_factory.mktemp("schema") / "a.db", create=True) as archive:
        reading_room.made.fill(archive, reading_room.plain())
        archive.update_stories()
        yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", create_app(archive))


schema = schemathesis.pytest.from_fixture("described").exclude(path="/api/v1/read")
CHECKS = [
    schemathesis.checks.not_a_server_error,
    schemathesis.checks.CHECKS.get_one("response_schema_conformance"),
    schemathesis.checks.CHECKS.get_one("status_code_conformance"),
    schemathesis.checks.CHECKS.get_one("content_type_conformance"),
]


@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_described(case) -> None:
    case.call_and_validate(checks=CHECKS)
