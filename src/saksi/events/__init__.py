"""Events: triggers, roles, modality, negation, PLOVER and CAMEO coding, silences, answers, positions."""

from saksi.events.answers import with_answers
from saksi.events.coding import code_events
from saksi.events.positions import find_positions

__all__ = ["code_events", "find_positions", "with_answers"]
