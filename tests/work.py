"""How much work a call does, counted instead of timed: the same on a quiet laptop and on a busy server.

Work inside C (copying a string, a regex) is not counted; ``benchmarks/time_growth.py`` times that.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(call: Callable[[], object]) -> int:
    """The number of bytecode instructions that a call runs in Python code.

    >>> steps(lambda: [n for n in range(200)]) > steps(lambda: [n for n in range(100)])
    True
    """
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        frame.f_trace_opcodes = True
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count
