# Made by sdk/python/generate.py out of docs/openapi.json. Change those instead.

"""Events, for both clients."""

from __future__ import annotations

from typing import List, Literal, Optional, TYPE_CHECKING

from ..types import Event
from .._request import Request

if TYPE_CHECKING:
    from .._async_client import AsyncClient
    from .._pages import AsyncPager, Pager
    from .._sync_client import SyncClient


class EventsResource:
    """The operations of events."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        limit: Optional[int] = None,
        after: Optional[str] = None,
        types: Optional[List[Literal["session.created", "session.updated", "session.closed", "session.deleted", "session.takeover", "session.handback", "message.created", "message.updated", "issue.created", "issue.updated", "issue.deleted", "contact.created", "sync.completed", "sync.failed"]]] = None,
        timeout: Optional[float] = None,
    ) -> Pager[Event]:
        """List events.

        What happened in the project, oldest first, for 30 days: the same as webhooks are told.

        - `session.created`: A conversation came in.
        - `session.updated`: Something about a conversation changed: name, tags, customer, status,
        links.
        - `session.closed`: A conversation was closed.
        - `session.deleted`: A conversation was deleted.
        - `session.takeover`: A person took a conversation over from the agent.
        - `session.handback`: A person gave a conversation back to the agent.
        - `message.created`: Messages were added to a conversation.
        - `message.updated`: A message was changed or removed.
        - `issue.created`: An issue was made.
        - `issue.updated`: An issue, or what it rests on, changed.
        - `issue.deleted`: An issue was deleted.
        - `contact.created`: A customer became known.
        - `sync.completed`: A sync of a source came through.
        - `sync.failed`: A sync of a source failed.

        Args:
            limit: How many to answer at most. The instance takes 25 when left out.
            after: The last event you have; without it, from the oldest that is kept.
            types: Only these.
        """
        request = Request(
            "GET",
            "/events",
            query={
                "limit": limit,
                "after": after,
                "types": types,
            },
            timeout=timeout,
        )
        return self._client._pages(Event, request, "after")


class AsyncEventsResource:
    """The operations of events."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        limit: Optional[int] = None,
        after: Optional[str] = None,
        types: Optional[List[Literal["session.created", "session.updated", "session.closed", "session.deleted", "session.takeover", "session.handback", "message.created", "message.updated", "issue.created", "issue.updated", "issue.deleted", "contact.created", "sync.completed", "sync.failed"]]] = None,
        timeout: Optional[float] = None,
    ) -> AsyncPager[Event]:
        """List events.

        What happened in the project, oldest first, for 30 days: the same as webhooks are told.

        - `session.created`: A conversation came in.
        - `session.updated`: Something about a conversation changed: name, tags, customer, status,
        links.
        - `session.closed`: A conversation was closed.
        - `session.deleted`: A conversation was deleted.
        - `session.takeover`: A person took a conversation over from the agent.
        - `session.handback`: A person gave a conversation back to the agent.
        - `message.created`: Messages were added to a conversation.
        - `message.updated`: A message was changed or removed.
        - `issue.created`: An issue was made.
        - `issue.updated`: An issue, or what it rests on, changed.
        - `issue.deleted`: An issue was deleted.
        - `contact.created`: A customer became known.
        - `sync.completed`: A sync of a source came through.
        - `sync.failed`: A sync of a source failed.

        Args:
            limit: How many to answer at most. The instance takes 25 when left out.
            after: The last event you have; without it, from the oldest that is kept.
            types: Only these.
        """
        request = Request(
            "GET",
            "/events",
            query={
                "limit": limit,
                "after": after,
                "types": types,
            },
            timeout=timeout,
        )
        return self._client._pages(Event, request, "after")
