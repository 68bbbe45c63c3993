"""The examples of the documentation do what it says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Dict

import pytest
from hissuno import Hissuno

HERE = Path(__file__).parent.parent
PAGES = [HERE / "README.md", HERE.parent.parent / "docs/v1/sdk_python.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_the_examples_of_the_page_run_from_top_to_bottom(
    live: Hissuno, page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = page.read_text("utf-8")
    examples = list(re.finditer(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE))
    assert examples
    names: Dict[str, Any] = {}
    for example in examples:
        # Faults are told by their line on the page.
        lines = "\n" * (text[: example.start(1)].count("\n"))
        exec(compile(lines + example.group(1), str(page), "exec"), names)
    if page.name == "sdk_python.md":
        printed = capsys.readouterr().out
        for wanted in ("Jane 1", "name too_long", "not_found req_", "Somebody was faster"):
            assert wanted in printed
        assert "Nothing new" in printed and "Tailspin" in printed
        assert names["receive"](b"{}", {}, "whsec_AAAA") == 400
