"""What every test shares: the plugins with fixtures, and how hard Hypothesis tries."""

import gc
import os

from hypothesis import settings

pytest_plugins = [
    "tests.support.postgres",
    "tests.support.ledgers",
    "tests.support.forked_programs",
    "tests.support.full_ledger",
    "tests.support.stocked_inboxes",
]

# Profiles have to be chosen before a test module is imported, because `@settings` reads them there: hence no fixture.
settings.register_profile("claims", max_examples=20, deadline=None)
settings.register_profile("claims-ci", max_examples=20, deadline=None, derandomize=True)
settings.register_profile("claims-thorough", max_examples=1_000, deadline=None)  # --hypothesis-profile=claims-thorough
settings.load_profile("claims-ci" if os.environ.get("CI") else "claims")


def pytest_collection_finish() -> None:
    """Leave alone in each collection of garbage what was loaded for good, which is most of it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
