"""What people decide about events, quotes and actors: kept beside the machine's records, never over them."""

from saksi.archive.review.desk import Desk
from saksi.archive.review.verdicts import Verdict

__all__ = ["Desk", "Verdict"]
