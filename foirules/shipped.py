"""Where the data that travels with foirules lies: beside its code in an installed package, or in a checkout.

Worked out from this file, because `importlib.resources` brings in a tenth of a short command's time.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
"""The folder of the package's code."""

DATA = PACKAGE / "_data"
"""What the build writes: the fast form of the pack, the bank holidays, and in a wheel the rules and scenarios."""

CHECKOUT = PACKAGE.parent
"""The folder of a checkout, if the package lies in one."""
