"""Runs the migrations on the connection that `saksi.archive.migrate` hands over."""

from alembic import context

from saksi.archive.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
