"""Events: triggers, roles, modality, negation, PLOVER and CAMEO coding, silences, positions."""

from saksi.events.coding import code_events
from saksi.events.positions import find_positions

__all__ = ["code_events", "find_positions"]
