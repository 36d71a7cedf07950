"""Sentences, tokens, tags, trees, entities and Indonesian morphology."""

import os

# The model's matrices are small: threads of one product only get in each other's way, and articles
# are shared out over processes. Counts if NumPy has not been imported yet; a setting of the user's wins.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
