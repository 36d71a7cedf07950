"""Events: triggers, roles, modality, negation, coding, silences, answers, positions, sizes."""

from saksi.events.answers import with_answers
from saksi.events.coding import code_events, coder
from saksi.events.positions import find_positions
from saksi.events.sizes import find_sizes

__all__ = ["code_events", "coder", "find_positions", "find_sizes", "with_answers"]
