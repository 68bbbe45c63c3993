# Made by sdk/python/generate.py out of docs/openapi.json. Change those instead.

"""Sessions, for both clients."""

from __future__ import annotations

from typing import Any, Dict, List, Literal, Optional, TYPE_CHECKING, Union

from ..types import (
    BulkResult,
    MessageCreate,
    Session,
    SessionBulkUpdated,
    SessionCreate,
    SessionCreateLinkedEntities,
)
from .._encode import NOT_GIVEN, NotGiven, Time, given, segment
from .._request import Request, Version

if TYPE_CHECKING:
    from .._async_client import AsyncClient
    from .._pages import AsyncPager, Pager
    from .._sync_client import SyncClient


class SessionsResource:
    """The operations of sessions."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        sort: Optional[Literal["-created_at", "created_at", "-last_activity_at", "last_activity_at"]] = None,
        expand: Optional[List[Literal["contact"]]] = None,
        search: Optional[str] = None,
        name: Optional[str] = None,
        external_id: Optional[str] = None,
        status: Optional[Literal["active", "closed"]] = None,
        source: Optional[str] = None,
        tags: Optional[List[str]] = None,
        created_from: Optional[Time] = None,
        created_to: Optional[Time] = None,
        contact_id: Optional[str] = None,
        company_id: Optional[str] = None,
        product_scope_ids: Optional[List[str]] = None,
        is_human_takeover: Optional[bool] = None,
        is_analyzed: Optional[bool] = None,
        needs_human: Optional[bool] = None,
        include_archived: Optional[bool] = None,
        timeout: Optional[float] = None,
    ) -> Pager[Session]:
        """List sessions.

        In the default order, newest first, reading on meets every session once, whatever is added
        meanwhile. In an order of activity a session moves when something is said in it.

        Args:
            limit: How many to answer at most. The instance takes 25 when left out.
            cursor: Where to read on: `next_cursor` of the page before. Only together with the same
                filters and order.
            sort: The order; with a minus sign from the last to the first. The instance takes
                -created_at when left out.
            expand: What to bring along, separated by commas: contact.
            search: Words of name, description, customer or messages.
            name: A part of the name, in any case.
            external_id: The session made through this API under that id.
            source: Where it came from: `widget`, `slack`, `api` ...
            tags: At least one of these.
            created_from: Made at this time or later.
            created_to: Made at this time or earlier.
            product_scope_ids: In at least one of these.
            is_analyzed: Whether its review is done.
            needs_human: Whether a person is asked for.
            include_archived: Also those that are archived. The instance takes False when left out.
        """
        request = Request(
            "GET",
            "/sessions",
            query={
                "limit": limit,
                "cursor": cursor,
                "sort": sort,
                "expand": expand,
                "search": search,
                "name": name,
                "external_id": external_id,
                "status": status,
                "source": source,
                "tags": tags,
                "created_from": created_from,
                "created_to": created_to,
                "contact_id": contact_id,
                "company_id": company_id,
                "product_scope_ids": product_scope_ids,
                "is_human_takeover": is_human_takeover,
                "is_analyzed": is_analyzed,
                "needs_human": needs_human,
                "include_archived": include_archived,
            },
            timeout=timeout,
        )
        return self._client._pages(Session, request, "cursor")

    def create(
        self,
        *,
        external_id: Union[Optional[str], NotGiven] = NOT_GIVEN,
        name: Union[Optional[str], NotGiven] = NOT_GIVEN,
        description: Union[Optional[str], NotGiven] = NOT_GIVEN,
        session_type: Union[Literal["chat", "meeting", "behavioral"], NotGiven] = NOT_GIVEN,
        status: Union[Literal["active", "closed"], NotGiven] = NOT_GIVEN,
        contact_id: Union[Optional[str], NotGiven] = NOT_GIVEN,
        user_id: Union[Optional[str], NotGiven] = NOT_GIVEN,
        user_metadata: Union[Optional[Dict[str, Any]], NotGiven] = NOT_GIVEN,
        page_url: Union[Optional[str], NotGiven] = NOT_GIVEN,
        page_title: Union[Optional[str], NotGiven] = NOT_GIVEN,
        tags: Union[List[str], NotGiven] = NOT_GIVEN,
        custom_fields: Union[Dict[str, Any], NotGiven] = NOT_GIVEN,
        linked_entities: Union[SessionCreateLinkedEntities, NotGiven] = NOT_GIVEN,
        messages: Union[List[MessageCreate], NotGiven] = NOT_GIVEN,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Session:
        """Create a session.

        With an `external_id` that a session of this API has already, its new messages are added
        and it is answered with 200.

        Args:
            external_id: Your own id: sent again, the session is not made again, and what is new is
                added. Messages are told apart by their own `external_id`; without one they are
                added again unless the whole request is the same.
            session_type: `chat` when left out.
            status: `active` when left out.
            contact_id: Whose it is, instead of `user_metadata`.
            user_id: Your own id of the customer.
            user_metadata: What you know of the customer. `email`, `name` and `userId` find or make
                their contact.
            tags: Tags that the project has.
            linked_entities: Ids of what the session is about.
        """
        request = Request(
            "POST",
            "/sessions",
            body=given(
                {
                    "external_id": external_id,
                    "name": name,
                    "description": description,
                    "session_type": session_type,
                    "status": status,
                    "contact_id": contact_id,
                    "user_id": user_id,
                    "user_metadata": user_metadata,
                    "page_url": page_url,
                    "page_title": page_title,
                    "tags": tags,
                    "custom_fields": custom_fields,
                    "linked_entities": linked_entities,
                    "messages": messages,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return self._client._one(Session, request)

    def create_many(
        self,
        *,
        sessions: List[SessionCreate],
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> BulkResult:
        """Create many sessions.

        Up to 500. Each is stored whole or not at all, whatever becomes of the others. Sent again
        with the same `external_id`, a session is not made again.
        """
        request = Request(
            "POST",
            "/sessions/bulk",
            body=given(
                {
                    "sessions": sessions,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return self._client._one(BulkResult, request)

    def update_many(
        self,
        *,
        session_ids: List[str],
        add_tags: Union[List[str], NotGiven] = NOT_GIVEN,
        remove_tags: Union[List[str], NotGiven] = NOT_GIVEN,
        status: Union[Literal["active", "closed"], NotGiven] = NOT_GIVEN,
        is_archived: Union[bool, NotGiven] = NOT_GIVEN,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> SessionBulkUpdated:
        """Change many sessions alike.

        All of them are changed, or none.
        """
        request = Request(
            "POST",
            "/sessions/bulk_update",
            body=given(
                {
                    "session_ids": session_ids,
                    "add_tags": add_tags,
                    "remove_tags": remove_tags,
                    "status": status,
                    "is_archived": is_archived,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return self._client._one(SessionBulkUpdated, request)

    def get(
        self,
        session_id: str,
        *,
        expand: Optional[List[Literal["contact", "messages", "issues"]]] = None,
        if_none_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Session:
        """Read a session.

        Args:
            session_id: The session's id.
            expand: What to bring along, separated by commas: contact, messages, issues.
        """
        request = Request(
            "GET",
            f"/sessions/{segment('session_id', session_id)}",
            query={
                "expand": expand,
            },
            if_none_match=if_none_match,
            timeout=timeout,
        )
        return self._client._one(Session, request)

    def update(
        self,
        session_id: str,
        *,
        name: Union[Optional[str], NotGiven] = NOT_GIVEN,
        description: Union[Optional[str], NotGiven] = NOT_GIVEN,
        tags: Union[List[str], NotGiven] = NOT_GIVEN,
        status: Union[Literal["active", "closed"], NotGiven] = NOT_GIVEN,
        is_archived: Union[bool, NotGiven] = NOT_GIVEN,
        is_human_takeover: Union[bool, NotGiven] = NOT_GIVEN,
        contact_id: Union[Optional[str], NotGiven] = NOT_GIVEN,
        custom_fields: Union[Dict[str, Any], NotGiven] = NOT_GIVEN,
        user_metadata: Union[Dict[str, Any], NotGiven] = NOT_GIVEN,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Session:
        """Change a session.

        Args:
            session_id: The session's id.
            tags: Replaces all tags.
            is_human_takeover: True takes the session over from the agent, false gives it back.
            custom_fields: Replaces all of them.
            user_metadata: Replaces all of it.
        """
        request = Request(
            "PATCH",
            f"/sessions/{segment('session_id', session_id)}",
            body=given(
                {
                    "name": name,
                    "description": description,
                    "tags": tags,
                    "status": status,
                    "is_archived": is_archived,
                    "is_human_takeover": is_human_takeover,
                    "contact_id": contact_id,
                    "custom_fields": custom_fields,
                    "user_metadata": user_metadata,
                }
            ),
            if_match=if_match,
            timeout=timeout,
        )
        return self._client._one(Session, request)

    def delete(
        self,
        session_id: str,
        *,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> None:
        """Delete a session with its messages.

        Args:
            session_id: The session's id.
        """
        request = Request(
            "DELETE",
            f"/sessions/{segment('session_id', session_id)}",
            if_match=if_match,
            timeout=timeout,
        )
        self._client._nothing(request)


class AsyncSessionsResource:
    """The operations of sessions."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        sort: Optional[Literal["-created_at", "created_at", "-last_activity_at", "last_activity_at"]] = None,
        expand: Optional[List[Literal["contact"]]] = None,
        search: Optional[str] = None,
        name: Optional[str] = None,
        external_id: Optional[str] = None,
        status: Optional[Literal["active", "closed"]] = None,
        source: Optional[str] = None,
        tags: Optional[List[str]] = None,
        created_from: Optional[Time] = None,
        created_to: Optional[Time] = None,
        contact_id: Optional[str] = None,
        company_id: Optional[str] = None,
        product_scope_ids: Optional[List[str]] = None,
        is_human_takeover: Optional[bool] = None,
        is_analyzed: Optional[bool] = None,
        needs_human: Optional[bool] = None,
        include_archived: Optional[bool] = None,
        timeout: Optional[float] = None,
    ) -> AsyncPager[Session]:
        """List sessions.

        In the default order, newest first, reading on meets every session once, whatever is added
        meanwhile. In an order of activity a session moves when something is said in it.

        Args:
            limit: How many to answer at most. The instance takes 25 when left out.
            cursor: Where to read on: `next_cursor` of the page before. Only together with the same
                filters and order.
            sort: The order; with a minus sign from the last to the first. The instance takes
                -created_at when left out.
            expand: What to bring along, separated by commas: contact.
            search: Words of name, description, customer or messages.
            name: A part of the name, in any case.
            external_id: The session made through this API under that id.
            source: Where it came from: `widget`, `slack`, `api` ...
            tags: At least one of these.
            created_from: Made at this time or later.
            created_to: Made at this time or earlier.
            product_scope_ids: In at least one of these.
            is_analyzed: Whether its review is done.
            needs_human: Whether a person is asked for.
            include_archived: Also those that are archived. The instance takes False when left out.
        """
        request = Request(
            "GET",
            "/sessions",
            query={
                "limit": limit,
                "cursor": cursor,
                "sort": sort,
                "expand": expand,
                "search": search,
                "name": name,
                "external_id": external_id,
                "status": status,
                "source": source,
                "tags": tags,
                "created_from": created_from,
                "created_to": created_to,
                "contact_id": contact_id,
                "company_id": company_id,
                "product_scope_ids": product_scope_ids,
                "is_human_takeover": is_human_takeover,
                "is_analyzed": is_analyzed,
                "needs_human": needs_human,
                "include_archived": include_archived,
            },
            timeout=timeout,
        )
        return self._client._pages(Session, request, "cursor")

    async def create(
        self,
        *,
        external_id: Union[Optional[str], NotGiven] = NOT_GIVEN,
        name: Union[Optional[str], NotGiven] = NOT_GIVEN,
        description: Union[Optional[str], NotGiven] = NOT_GIVEN,
        session_type: Union[Literal["chat", "meeting", "behavioral"], NotGiven] = NOT_GIVEN,
        status: Union[Literal["active", "closed"], NotGiven] = NOT_GIVEN,
        contact_id: Union[Optional[str], NotGiven] = NOT_GIVEN,
        user_id: Union[Optional[str], NotGiven] = NOT_GIVEN,
        user_metadata: Union[Optional[Dict[str, Any]], NotGiven] = NOT_GIVEN,
        page_url: Union[Optional[str], NotGiven] = NOT_GIVEN,
        page_title: Union[Optional[str], NotGiven] = NOT_GIVEN,
        tags: Union[List[str], NotGiven] = NOT_GIVEN,
        custom_fields: Union[Dict[str, Any], NotGiven] = NOT_GIVEN,
        linked_entities: Union[SessionCreateLinkedEntities, NotGiven] = NOT_GIVEN,
        messages: Union[List[MessageCreate], NotGiven] = NOT_GIVEN,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Session:
        """Create a session.

        With an `external_id` that a session of this API has already, its new messages are added
        and it is answered with 200.

        Args:
            external_id: Your own id: sent again, the session is not made again, and what is new is
                added. Messages are told apart by their own `external_id`; without one they are
                added again unless the whole request is the same.
            session_type: `chat` when left out.
            status: `active` when left out.
            contact_id: Whose it is, instead of `user_metadata`.
            user_id: Your own id of the customer.
            user_metadata: What you know of the customer. `email`, `name` and `userId` find or make
                their contact.
            tags: Tags that the project has.
            linked_entities: Ids of what the session is about.
        """
        request = Request(
            "POST",
            "/sessions",
            body=given(
                {
                    "external_id": external_id,
                    "name": name,
                    "description": description,
                    "session_type": session_type,
                    "status": status,
                    "contact_id": contact_id,
                    "user_id": user_id,
                    "user_metadata": user_metadata,
                    "page_url": page_url,
                    "page_title": page_title,
                    "tags": tags,
                    "custom_fields": custom_fields,
                    "linked_entities": linked_entities,
                    "messages": messages,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return await self._client._one(Session, request)

    async def create_many(
        self,
        *,
        sessions: List[SessionCreate],
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> BulkResult:
        """Create many sessions.

        Up to 500. Each is stored whole or not at all, whatever becomes of the others. Sent again
        with the same `external_id`, a session is not made again.
        """
        request = Request(
            "POST",
            "/sessions/bulk",
            body=given(
                {
                    "sessions": sessions,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return await self._client._one(BulkResult, request)

    async def update_many(
        self,
        *,
        session_ids: List[str],
        add_tags: Union[List[str], NotGiven] = NOT_GIVEN,
        remove_tags: Union[List[str], NotGiven] = NOT_GIVEN,
        status: Union[Literal["active", "closed"], NotGiven] = NOT_GIVEN,
        is_archived: Union[bool, NotGiven] = NOT_GIVEN,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> SessionBulkUpdated:
        """Change many sessions alike.

        All of them are changed, or none.
        """
        request = Request(
            "POST",
            "/sessions/bulk_update",
            body=given(
                {
                    "session_ids": session_ids,
                    "add_tags": add_tags,
                    "remove_tags": remove_tags,
                    "status": status,
                    "is_archived": is_archived,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return await self._client._one(SessionBulkUpdated, request)

    async def get(
        self,
        session_id: str,
        *,
        expand: Optional[List[Literal["contact", "messages", "issues"]]] = None,
        if_none_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Session:
        """Read a session.

        Args:
            session_id: The session's id.
            expand: What to bring along, separated by commas: contact, messages, issues.
        """
        request = Request(
            "GET",
            f"/sessions/{segment('session_id', session_id)}",
            query={
                "expand": expand,
            },
            if_none_match=if_none_match,
            timeout=timeout,
        )
        return await self._client._one(Session, request)

    async def update(
        self,
        session_id: str,
        *,
        name: Union[Optional[str], NotGiven] = NOT_GIVEN,
        description: Union[Optional[str], NotGiven] = NOT_GIVEN,
        tags: Union[List[str], NotGiven] = NOT_GIVEN,
        status: Union[Literal["active", "closed"], NotGiven] = NOT_GIVEN,
        is_archived: Union[bool, NotGiven] = NOT_GIVEN,
        is_human_takeover: Union[bool, NotGiven] = NOT_GIVEN,
        contact_id: Union[Optional[str], NotGiven] = NOT_GIVEN,
        custom_fields: Union[Dict[str, Any], NotGiven] = NOT_GIVEN,
        user_metadata: Union[Dict[str, Any], NotGiven] = NOT_GIVEN,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Session:
        """Change a session.

        Args:
            session_id: The session's id.
            tags: Replaces all tags.
            is_human_takeover: True takes the session over from the agent, false gives it back.
            custom_fields: Replaces all of them.
            user_metadata: Replaces all of it.
        """
        request = Request(
            "PATCH",
            f"/sessions/{segment('session_id', session_id)}",
            body=given(
                {
                    "name": name,
                    "description": description,
                    "tags": tags,
                    "status": status,
                    "is_archived": is_archived,
                    "is_human_takeover": is_human_takeover,
                    "contact_id": contact_id,
                    "custom_fields": custom_fields,
                    "user_metadata": user_metadata,
                }
            ),
            if_match=if_match,
            timeout=timeout,
        )
        return await self._client._one(Session, request)

    async def delete(
        self,
        session_id: str,
        *,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> None:
        """Delete a session with its messages.

        Args:
            session_id: The session's id.
        """
        request = Request(
            "DELETE",
            f"/sessions/{segment('session_id', session_id)}",
            if_match=if_match,
            timeout=timeout,
        )
        await self._client._nothing(request)
