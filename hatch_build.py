"""The build hook: checks the rule pack, and writes it and the bank holidays in a form that loads fast.

A pack that does not pass its checks cannot be built. The YAML files travel in the wheel too, as do the scenarios.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FIRST_YEAR, LAST_YEAR = 2005, 2035


class ShippedData(BuildHookInterface[Any]):
    """Writes foirules/_data before a wheel is packed, or an editable install is made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the data files; in a wheel for others also include the YAML files they were made from."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        try:
            from foirules.law import calendar, loading

            pack = loading.fast_form(root / "rules" / loading.DEFAULT_PACK)
            holidays = calendar.table(FIRST_YEAR, LAST_YEAR)
        finally:
            sys.path.remove(str(root))
        data = root / "foirules" / "_data"
        data.mkdir(exist_ok=True)
        for name, content in ((loading.DEFAULT_PACK, pack), ("bank-holidays", holidays)):
            text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
            (data / f"{name}.json").write_text(text, encoding="utf-8")
        build_data["artifacts"].append("foirules/_data/*.json")
        if version != "editable":
            build_data["force_include"] |= {
                str(root / "rules"): "foirules/_data/rules",
                str(root / "scenarios"): "foirules/_data/scenarios",
            }
