"""Puts this folder on the path, so that tests in subfolders can import its helpers; shared fixtures."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says how busy the machine is, not whether a property holds.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared"


@pytest.fixture(scope="session")
def pipeline():
    """The whole pipeline with the shipped model, loaded once for all tests."""
    from saksi.pipeline import Pipeline

    return Pipeline.load()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with reference article and data sets; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the data folder beside the checkout is absent")
    return SHARED
