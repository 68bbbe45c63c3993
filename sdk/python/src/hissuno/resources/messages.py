# Made by sdk/python/generate.py out of docs/openapi.json. Change those instead.

"""Messages, for both clients."""

from __future__ import annotations

from typing import List, Literal, Optional, TYPE_CHECKING, Union

from ..types import Message
from .._encode import NOT_GIVEN, NotGiven, Time, given, segment
from .._request import Request, Version

if TYPE_CHECKING:
    from .._async_client import AsyncClient
    from .._pages import AsyncPager, Pager
    from .._sync_client import SyncClient


class MessagesResource:
    """The operations of messages."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list(
        self,
        session_id: str,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        sort: Optional[Literal["sequence", "-sequence"]] = None,
        timeout: Optional[float] = None,
    ) -> Pager[Message]:
        """List the messages of a session.

        Args:
            session_id: The session's id.
            limit: How many to answer at most. The instance takes 25 when left out.
            cursor: Where to read on: `next_cursor` of the page before. Only together with the same
                filters and order.
            sort: The order; with a minus sign from the last to the first. The instance takes
                sequence when left out.
        """
        request = Request(
            "GET",
            f"/sessions/{segment('session_id', session_id)}/messages",
            query={
                "limit": limit,
                "cursor": cursor,
                "sort": sort,
            },
            timeout=timeout,
        )
        return self._client._pages(Message, request, "cursor")

    def create(
        self,
        session_id: str,
        *,
        role: Literal["user", "assistant"],
        content: str,
        sender_type: Union[Literal["user", "ai", "human_agent", "bot"], NotGiven] = NOT_GIVEN,
        sender_name: Union[Optional[str], NotGiven] = NOT_GIVEN,
        offset_ms: Union[Optional[int], NotGiven] = NOT_GIVEN,
        external_id: Union[Optional[str], NotGiven] = NOT_GIVEN,
        created_at: Union[Time, NotGiven] = NOT_GIVEN,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Message:
        """Add a message to a session.

        A message with an `external_id` that the session has already is not added again; it is
        answered with 200. A closed session takes no messages (409).

        Args:
            session_id: The session's id.
            role: The customer, or whoever answers.
            content: What was said.
            sender_type: Who wrote it: `user` goes with role `user`, the others with `assistant`.
                Without it `user` or `ai`.
            offset_ms: Milliseconds from the start of a recording.
            external_id: Your own id of the message: sent again, it is not added again.
            created_at: When it was said; now when left out.
        """
        request = Request(
            "POST",
            f"/sessions/{segment('session_id', session_id)}/messages",
            body=given(
                {
                    "role": role,
                    "content": content,
                    "sender_type": sender_type,
                    "sender_name": sender_name,
                    "offset_ms": offset_ms,
                    "external_id": external_id,
                    "created_at": created_at,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return self._client._one(Message, request)

    def get(
        self,
        session_id: str,
        message_id: str,
        *,
        if_none_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Message:
        """Read a message.

        Args:
            session_id: The session's id.
            message_id: The message's id.
        """
        request = Request(
            "GET",
            f"/sessions/{segment('session_id', session_id)}/messages/{segment('message_id', message_id)}",
            if_none_match=if_none_match,
            timeout=timeout,
        )
        return self._client._one(Message, request)

    def update(
        self,
        session_id: str,
        message_id: str,
        *,
        content: str,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Message:
        """Change the text of a message.

        Args:
            session_id: The session's id.
            message_id: The message's id.
            content: What was said.
        """
        request = Request(
            "PATCH",
            f"/sessions/{segment('session_id', session_id)}/messages/{segment('message_id', message_id)}",
            body=given(
                {
                    "content": content,
                }
            ),
            if_match=if_match,
            timeout=timeout,
        )
        return self._client._one(Message, request)

    def delete(
        self,
        session_id: str,
        message_id: str,
        *,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> None:
        """Delete a message.

        Args:
            session_id: The session's id.
            message_id: The message's id.
        """
        request = Request(
            "DELETE",
            f"/sessions/{segment('session_id', session_id)}/messages/{segment('message_id', message_id)}",
            if_match=if_match,
            timeout=timeout,
        )
        self._client._nothing(request)


class AsyncMessagesResource:
    """The operations of messages."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def list(
        self,
        session_id: str,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        sort: Optional[Literal["sequence", "-sequence"]] = None,
        timeout: Optional[float] = None,
    ) -> AsyncPager[Message]:
        """List the messages of a session.

        Args:
            session_id: The session's id.
            limit: How many to answer at most. The instance takes 25 when left out.
            cursor: Where to read on: `next_cursor` of the page before. Only together with the same
                filters and order.
            sort: The order; with a minus sign from the last to the first. The instance takes
                sequence when left out.
        """
        request = Request(
            "GET",
            f"/sessions/{segment('session_id', session_id)}/messages",
            query={
                "limit": limit,
                "cursor": cursor,
                "sort": sort,
            },
            timeout=timeout,
        )
        return self._client._pages(Message, request, "cursor")

    async def create(
        self,
        session_id: str,
        *,
        role: Literal["user", "assistant"],
        content: str,
        sender_type: Union[Literal["user", "ai", "human_agent", "bot"], NotGiven] = NOT_GIVEN,
        sender_name: Union[Optional[str], NotGiven] = NOT_GIVEN,
        offset_ms: Union[Optional[int], NotGiven] = NOT_GIVEN,
        external_id: Union[Optional[str], NotGiven] = NOT_GIVEN,
        created_at: Union[Time, NotGiven] = NOT_GIVEN,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Message:
        """Add a message to a session.

        A message with an `external_id` that the session has already is not added again; it is
        answered with 200. A closed session takes no messages (409).

        Args:
            session_id: The session's id.
            role: The customer, or whoever answers.
            content: What was said.
            sender_type: Who wrote it: `user` goes with role `user`, the others with `assistant`.
                Without it `user` or `ai`.
            offset_ms: Milliseconds from the start of a recording.
            external_id: Your own id of the message: sent again, it is not added again.
            created_at: When it was said; now when left out.
        """
        request = Request(
            "POST",
            f"/sessions/{segment('session_id', session_id)}/messages",
            body=given(
                {
                    "role": role,
                    "content": content,
                    "sender_type": sender_type,
                    "sender_name": sender_name,
                    "offset_ms": offset_ms,
                    "external_id": external_id,
                    "created_at": created_at,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return await self._client._one(Message, request)

    async def get(
        self,
        session_id: str,
        message_id: str,
        *,
        if_none_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Message:
        """Read a message.

        Args:
            session_id: The session's id.
            message_id: The message's id.
        """
        request = Request(
            "GET",
            f"/sessions/{segment('session_id', session_id)}/messages/{segment('message_id', message_id)}",
            if_none_match=if_none_match,
            timeout=timeout,
        )
        return await self._client._one(Message, request)

    async def update(
        self,
        session_id: str,
        message_id: str,
        *,
        content: str,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Message:
        """Change the text of a message.

        Args:
            session_id: The session's id.
            message_id: The message's id.
            content: What was said.
        """
        request = Request(
            "PATCH",
            f"/sessions/{segment('session_id', session_id)}/messages/{segment('message_id', message_id)}",
            body=given(
                {
                    "content": content,
                }
            ),
            if_match=if_match,
            timeout=timeout,
        )
        return await self._client._one(Message, request)

    async def delete(
        self,
        session_id: str,
        message_id: str,
        *,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> None:
        """Delete a message.

        Args:
            session_id: The session's id.
            message_id: The message's id.
        """
        request = Request(
            "DELETE",
            f"/sessions/{segment('session_id', session_id)}/messages/{segment('message_id', message_id)}",
            if_match=if_match,
            timeout=timeout,
        )
        await self._client._nothing(request)
