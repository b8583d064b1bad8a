"""What `python -m foirules` and the script `foirules` run: the command line, in a process that ends with its answer."""

from __future__ import annotations

import atexit
import gc
import os
from typing import NoReturn

COLLECT_AFTER = 200_000
"""How many new objects call for a look at what can be freed: more than one short command makes."""


def main() -> NoReturn:
    """Run the command line and exit.

    Looking for garbage would take a sixth of the time of a short command, and at its end all memory is given back
    anyway. Plug-ins of pydantic's have no part in what foirules decides, and looking for them reads every package.
    """
    gc.set_threshold(COLLECT_AFTER)
    atexit.register(gc.freeze)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from foirules.cli import main as command_line

    command_line()


if __name__ == "__main__":
    main()
