"""Who may ask what of the reading room, and how much: hosts, password, forms, sizes, rates."""

from saksi.faces.web.security.access import Access

__all__ = ["Access"]
