"""The reading room: an archive as web pages and as a REST API, every field one click from its words."""
