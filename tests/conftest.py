"""What all tests share: the same generated examples in every run, unless a long run is asked for.

`FOIRULES_FUZZ=50 python -m pytest tests/engine/test_engines_agree.py` draws fifty times as many examples, and new ones
each time.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

LONG = int(os.environ.get("FOIRULES_FUZZ", "1"))

settings.register_profile(
    "foirules",
    deadline=None,
    derandomize=LONG == 1,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("foirules")
