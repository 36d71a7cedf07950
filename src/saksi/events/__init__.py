"""Events: triggers, roles, modality, negation, PLOVER and CAMEO coding, silences, positions, sizes."""

from saksi.events.coding import code_events
from saksi.events.positions import find_positions
from saksi.events.sizes import find_sizes

__all__ = ["code_events", "find_positions", "find_sizes"]
