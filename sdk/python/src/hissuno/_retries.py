"""When a request is sent again, and after what time."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Callable, Optional

LONGEST_JITTER = 8.0
"""Seconds: no wait of our own choice is longer."""


@dataclass(frozen=True)
class Retries:
    """How often and how patiently a request is sent again."""

    most: int = 2
    """How many times at most, after the first."""
    first_wait: float = 0.5
    """Seconds: the most before the first repetition; doubled for each further one."""
    longest_wait: float = 60.0
    """Seconds: when the instance asks for more, the error is raised instead."""
    chance: Callable[[], float] = random.random
    """A number from 0 to 1."""

    def wait(self, attempt: int, retry_after: Optional[float]) -> Optional[float]:
        """Seconds to wait after failed attempt number `attempt`, from 0; None to give up.

        Full jitter: anything between nothing and the doubled time, so that many clients that failed
        together do not come back together. What the instance asks for is waited in any case.
        """
        if attempt >= self.most:
            return None
        if retry_after is not None and retry_after > self.longest_wait:
            return None
        doubled: float = self.first_wait * 2.0 ** min(attempt, 30)
        jitter = self.chance() * min(doubled, LONGEST_JITTER)
        return (retry_after or 0.0) + jitter


def is_passing(status: int) -> bool:
    """Whether a request that was answered so may succeed a little later."""
    return status == 429 or (status >= 500 and status not in (501, 505))


def was_refused_unread(status: int) -> bool:
    """Whether the instance surely did nothing, so that any request may be sent again."""
    return status in (429, 503)


def seconds_of(retry_after: Optional[str]) -> Optional[float]:
    """The header Retry-After: seconds, or a date."""
    if retry_after is None:
        return None
    text = retry_after.strip()
    if text.isdigit() and len(text) < 10:
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=timezone.utc)
    return max(0.0, (when - datetime.now(timezone.utc)).total_seconds())
