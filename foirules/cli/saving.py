"""Where an interview is saved: in a new file, or in the very file that an earlier interview wrote; over no other."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from foirules.cli.writing import refuse_old, rewrite, write_whole

if TYPE_CHECKING:
    from foirules.explain.session import Session
    from foirules.reasoning.evaluating import Evaluator


class Saving:
    """Saves an interview after every answer.

    `path` is the file; None until the id of the scenario has given it a name. `kept` is a file that is gone on with and
    not written to, as it was not written by an interview, or has been changed since.
    """

    def __init__(self, file: Path | None) -> None:
        """Raises InputError where `file` is not there and cannot be made."""
        self.path = file
        self.kept: Path | None = None
        self._held: bytes | None = None
        if file is not None and not os.path.lexists(file):
            refuse_old(file)

    def session(self, evaluator: Evaluator) -> Session:
        """The interview to hold: a new one, or one that goes on with the file. Raises InputError where that is none."""
        from foirules.explain.session import HEAD, Session
        from foirules.model.files import read_bytes
        from foirules.model.reading import parse
        from foirules.model.scenario_text import scenario_text

        if self.path is None or not os.path.lexists(self.path):
            return Session(evaluator, id=self.path.stem if self.path else None)
        content = read_bytes(self.path)
        document = parse(content, str(self.path))
        own = isinstance(document.data, dict) and content == scenario_text(document.data, HEAD).encode()
        if not own or document.data.get("parts"):
            evaluator.resolve(document)
        if own:
            self._held = content
        else:
            self.path, self.kept = None, self.path
            document.data.pop("expect", None)
        return Session(evaluator, document.data)

    def save(self, session: Session) -> None:
        """Save what there is. Raises InputError where that cannot be done; what was saved before is still there."""
        if self.path is None:
            if "id" not in session.data:
                return
            self.path = _free(session.data["id"])
        text = session.text()
        if self._held is None:
            write_whole(self.path, text)
        elif text.encode() != self._held:
            rewrite(self.path, text, self._held)
        self._held = text.encode()


def _free(name: str) -> Path:
    """The first file of a name, in the current folder, that is not there."""
    names = (name, *(f"{name}-{number}" for number in range(2, 10_000)))
    return next(path for one in names if not os.path.lexists(path := Path(f"{one}.yaml")))
