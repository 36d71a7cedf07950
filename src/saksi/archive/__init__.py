"""The archive: storage, full-text search, questions; on SQLite or PostgreSQL through the same code."""
