"""The archive: storage, full-text search, questions; on SQLite or PostgreSQL through the same code.

>>> with open_archive("berita.db") as archive:
...     for event in archive.events(Filters(source=("RUS",), type=("THREATEN",))):
...         print(event.date, event.sentence)
"""

from saksi.archive.archive import Archive, open_archive
from saksi.archive.filters import Filters

__all__ = ["Archive", "Filters", "open_archive"]
