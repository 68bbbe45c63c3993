# Made by sdk/python/generate.py out of docs/openapi.json. Change those instead.

"""Webhooks, for both clients."""

from __future__ import annotations

from typing import List, Literal, Optional, TYPE_CHECKING, Union

from ..types import (
    Webhook,
    WebhookDelivery,
    WebhookDeliveryDetail,
    WebhookReplayed,
    WebhookSent,
    WebhookWithSecret,
)
from .._encode import NOT_GIVEN, NotGiven, Time, given, segment
from .._request import Request, Version

if TYPE_CHECKING:
    from .._async_client import AsyncClient
    from .._pages import AsyncPager, Pager
    from .._sync_client import SyncClient


class WebhooksResource:
    """The operations of webhooks."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Pager[Webhook]:
        """List webhooks.

        Args:
            limit: How many to answer at most. The instance takes 25 when left out.
            cursor: Where to read on: `next_cursor` of the page before. Only together with the same
                filters and order.
        """
        request = Request(
            "GET",
            "/webhooks",
            query={
                "limit": limit,
                "cursor": cursor,
            },
            timeout=timeout,
        )
        return self._client._pages(Webhook, request, "cursor")

    def create(
        self,
        *,
        url: str,
        description: Union[str, NotGiven] = NOT_GIVEN,
        event_types: Union[List[Literal["session.created", "session.updated", "session.closed", "session.deleted", "session.takeover", "session.handback", "message.created", "message.updated", "issue.created", "issue.updated", "issue.deleted", "contact.created", "sync.completed", "sync.failed"]], NotGiven] = NOT_GIVEN,
        sources: Union[List[str], NotGiven] = NOT_GIVEN,
        tags: Union[List[str], NotGiven] = NOT_GIVEN,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> WebhookWithSecret:
        """Add a webhook.

        It is told what happens from now on. A project has at most 20.

        Args:
            url: https, or http for a private host that the operator allows
                (HISSUNO_ALLOWED_HOSTS).
            event_types: What is told; empty: all, also what comes later.
            sources: Narrows what is told of sessions and their messages; empty: any source.
            tags: Narrows what is told of sessions and their messages; empty: any tag.
        """
        request = Request(
            "POST",
            "/webhooks",
            body=given(
                {
                    "url": url,
                    "description": description,
                    "event_types": event_types,
                    "sources": sources,
                    "tags": tags,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return self._client._one(WebhookWithSecret, request)

    def get(
        self,
        webhook_id: str,
        *,
        if_none_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Webhook:
        """Read a webhook.

        Args:
            webhook_id: The webhook's id.
        """
        request = Request(
            "GET",
            f"/webhooks/{segment('webhook_id', webhook_id)}",
            if_none_match=if_none_match,
            timeout=timeout,
        )
        return self._client._one(Webhook, request)

    def update(
        self,
        webhook_id: str,
        *,
        url: Union[str, NotGiven] = NOT_GIVEN,
        description: Union[str, NotGiven] = NOT_GIVEN,
        event_types: Union[List[Literal["session.created", "session.updated", "session.closed", "session.deleted", "session.takeover", "session.handback", "message.created", "message.updated", "issue.created", "issue.updated", "issue.deleted", "contact.created", "sync.completed", "sync.failed"]], NotGiven] = NOT_GIVEN,
        sources: Union[List[str], NotGiven] = NOT_GIVEN,
        tags: Union[List[str], NotGiven] = NOT_GIVEN,
        status: Union[Literal["enabled", "disabled"], NotGiven] = NOT_GIVEN,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Webhook:
        """Change a webhook, or switch it on or off.

        Args:
            webhook_id: The webhook's id.
            url: https, or http for a private host that the operator allows
                (HISSUNO_ALLOWED_HOSTS).
            event_types: What is told; empty: all, also what comes later.
            sources: Narrows what is told of sessions and their messages; empty: any source.
            tags: Narrows what is told of sessions and their messages; empty: any tag.
            status: Switched on, it is sent at once what waited for it.
        """
        request = Request(
            "PATCH",
            f"/webhooks/{segment('webhook_id', webhook_id)}",
            body=given(
                {
                    "url": url,
                    "description": description,
                    "event_types": event_types,
                    "sources": sources,
                    "tags": tags,
                    "status": status,
                }
            ),
            if_match=if_match,
            timeout=timeout,
        )
        return self._client._one(Webhook, request)

    def delete(
        self,
        webhook_id: str,
        *,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> None:
        """Delete a webhook.

        What waits is not sent any more, and the log goes with it.

        Args:
            webhook_id: The webhook's id.
        """
        request = Request(
            "DELETE",
            f"/webhooks/{segment('webhook_id', webhook_id)}",
            if_match=if_match,
            timeout=timeout,
        )
        self._client._nothing(request)

    def rotate_secret(
        self,
        webhook_id: str,
        *,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> WebhookWithSecret:
        """Replace a webhook's secret.

        For 24 hours deliveries are signed with both, the new one and the one before.

        Args:
            webhook_id: The webhook's id.
        """
        request = Request(
            "POST",
            f"/webhooks/{segment('webhook_id', webhook_id)}/rotate_secret",
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return self._client._one(WebhookWithSecret, request)

    def test(
        self,
        webhook_id: str,
        *,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> WebhookSent:
        """Send the newest event as a test.

        A real event under its own id, the newest that the webhook's types allow. 409 while nothing
        has happened yet or the webhook is switched off.

        Args:
            webhook_id: The webhook's id.
        """
        request = Request(
            "POST",
            f"/webhooks/{segment('webhook_id', webhook_id)}/test",
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return self._client._one(WebhookSent, request)

    def replay(
        self,
        webhook_id: str,
        *,
        from_: Time,
        until: Time,
        include_delivered: Union[bool, NotGiven] = NOT_GIVEN,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> WebhookReplayed:
        """Send the events of a time again.

        Those that did not arrive, also what happened while the webhook was switched off. They keep
        their ids.

        Args:
            webhook_id: The webhook's id.
            from_: Events from then on.
            until: Events before then.
            include_delivered: Also what has arrived already.
        """
        request = Request(
            "POST",
            f"/webhooks/{segment('webhook_id', webhook_id)}/replay",
            body=given(
                {
                    "from": from_,
                    "until": until,
                    "include_delivered": include_delivered,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return self._client._one(WebhookReplayed, request)

    def list_deliveries(
        self,
        webhook_id: str,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        status: Optional[Literal["waiting", "delivered", "failed"]] = None,
        timeout: Optional[float] = None,
    ) -> Pager[WebhookDelivery]:
        """List what was sent to a webhook.

        The newest events first, for 30 days.

        Args:
            webhook_id: The webhook's id.
            limit: How many to answer at most. The instance takes 25 when left out.
            cursor: Where to read on: `next_cursor` of the page before. Only together with the same
                filters and order.
            status: Only these.
        """
        request = Request(
            "GET",
            f"/webhooks/{segment('webhook_id', webhook_id)}/deliveries",
            query={
                "limit": limit,
                "cursor": cursor,
                "status": status,
            },
            timeout=timeout,
        )
        return self._client._pages(WebhookDelivery, request, "cursor")

    def get_delivery(
        self,
        webhook_id: str,
        event_id: str,
        *,
        timeout: Optional[float] = None,
    ) -> WebhookDeliveryDetail:
        """Read a delivery, with what was sent and what came back.

        Args:
            webhook_id: The webhook's id.
            event_id: The event's id.
        """
        request = Request(
            "GET",
            f"/webhooks/{segment('webhook_id', webhook_id)}/deliveries/{segment('event_id', event_id)}",
            timeout=timeout,
        )
        return self._client._one(WebhookDeliveryDetail, request)

    def replay_delivery(
        self,
        webhook_id: str,
        event_id: str,
        *,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> WebhookSent:
        """Send one event again.

        Under the same id. 409 while it is being sent or the webhook is switched off.

        Args:
            webhook_id: The webhook's id.
            event_id: The event's id.
        """
        request = Request(
            "POST",
            f"/webhooks/{segment('webhook_id', webhook_id)}/deliveries/{segment('event_id', event_id)}/replay",
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return self._client._one(WebhookSent, request)


class AsyncWebhooksResource:
    """The operations of webhooks."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> AsyncPager[Webhook]:
        """List webhooks.

        Args:
            limit: How many to answer at most. The instance takes 25 when left out.
            cursor: Where to read on: `next_cursor` of the page before. Only together with the same
                filters and order.
        """
        request = Request(
            "GET",
            "/webhooks",
            query={
                "limit": limit,
                "cursor": cursor,
            },
            timeout=timeout,
        )
        return self._client._pages(Webhook, request, "cursor")

    async def create(
        self,
        *,
        url: str,
        description: Union[str, NotGiven] = NOT_GIVEN,
        event_types: Union[List[Literal["session.created", "session.updated", "session.closed", "session.deleted", "session.takeover", "session.handback", "message.created", "message.updated", "issue.created", "issue.updated", "issue.deleted", "contact.created", "sync.completed", "sync.failed"]], NotGiven] = NOT_GIVEN,
        sources: Union[List[str], NotGiven] = NOT_GIVEN,
        tags: Union[List[str], NotGiven] = NOT_GIVEN,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> WebhookWithSecret:
        """Add a webhook.

        It is told what happens from now on. A project has at most 20.

        Args:
            url: https, or http for a private host that the operator allows
                (HISSUNO_ALLOWED_HOSTS).
            event_types: What is told; empty: all, also what comes later.
            sources: Narrows what is told of sessions and their messages; empty: any source.
            tags: Narrows what is told of sessions and their messages; empty: any tag.
        """
        request = Request(
            "POST",
            "/webhooks",
            body=given(
                {
                    "url": url,
                    "description": description,
                    "event_types": event_types,
                    "sources": sources,
                    "tags": tags,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return await self._client._one(WebhookWithSecret, request)

    async def get(
        self,
        webhook_id: str,
        *,
        if_none_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Webhook:
        """Read a webhook.

        Args:
            webhook_id: The webhook's id.
        """
        request = Request(
            "GET",
            f"/webhooks/{segment('webhook_id', webhook_id)}",
            if_none_match=if_none_match,
            timeout=timeout,
        )
        return await self._client._one(Webhook, request)

    async def update(
        self,
        webhook_id: str,
        *,
        url: Union[str, NotGiven] = NOT_GIVEN,
        description: Union[str, NotGiven] = NOT_GIVEN,
        event_types: Union[List[Literal["session.created", "session.updated", "session.closed", "session.deleted", "session.takeover", "session.handback", "message.created", "message.updated", "issue.created", "issue.updated", "issue.deleted", "contact.created", "sync.completed", "sync.failed"]], NotGiven] = NOT_GIVEN,
        sources: Union[List[str], NotGiven] = NOT_GIVEN,
        tags: Union[List[str], NotGiven] = NOT_GIVEN,
        status: Union[Literal["enabled", "disabled"], NotGiven] = NOT_GIVEN,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Webhook:
        """Change a webhook, or switch it on or off.

        Args:
            webhook_id: The webhook's id.
            url: https, or http for a private host that the operator allows
                (HISSUNO_ALLOWED_HOSTS).
            event_types: What is told; empty: all, also what comes later.
            sources: Narrows what is told of sessions and their messages; empty: any source.
            tags: Narrows what is told of sessions and their messages; empty: any tag.
            status: Switched on, it is sent at once what waited for it.
        """
        request = Request(
            "PATCH",
            f"/webhooks/{segment('webhook_id', webhook_id)}",
            body=given(
                {
                    "url": url,
                    "description": description,
                    "event_types": event_types,
                    "sources": sources,
                    "tags": tags,
                    "status": status,
                }
            ),
            if_match=if_match,
            timeout=timeout,
        )
        return await self._client._one(Webhook, request)

    async def delete(
        self,
        webhook_id: str,
        *,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> None:
        """Delete a webhook.

        What waits is not sent any more, and the log goes with it.

        Args:
            webhook_id: The webhook's id.
        """
        request = Request(
            "DELETE",
            f"/webhooks/{segment('webhook_id', webhook_id)}",
            if_match=if_match,
            timeout=timeout,
        )
        await self._client._nothing(request)

    async def rotate_secret(
        self,
        webhook_id: str,
        *,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> WebhookWithSecret:
        """Replace a webhook's secret.

        For 24 hours deliveries are signed with both, the new one and the one before.

        Args:
            webhook_id: The webhook's id.
        """
        request = Request(
            "POST",
            f"/webhooks/{segment('webhook_id', webhook_id)}/rotate_secret",
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return await self._client._one(WebhookWithSecret, request)

    async def test(
        self,
        webhook_id: str,
        *,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> WebhookSent:
        """Send the newest event as a test.

        A real event under its own id, the newest that the webhook's types allow. 409 while nothing
        has happened yet or the webhook is switched off.

        Args:
            webhook_id: The webhook's id.
        """
        request = Request(
            "POST",
            f"/webhooks/{segment('webhook_id', webhook_id)}/test",
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return await self._client._one(WebhookSent, request)

    async def replay(
        self,
        webhook_id: str,
        *,
        from_: Time,
        until: Time,
        include_delivered: Union[bool, NotGiven] = NOT_GIVEN,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> WebhookReplayed:
        """Send the events of a time again.

        Those that did not arrive, also what happened while the webhook was switched off. They keep
        their ids.

        Args:
            webhook_id: The webhook's id.
            from_: Events from then on.
            until: Events before then.
            include_delivered: Also what has arrived already.
        """
        request = Request(
            "POST",
            f"/webhooks/{segment('webhook_id', webhook_id)}/replay",
            body=given(
                {
                    "from": from_,
                    "until": until,
                    "include_delivered": include_delivered,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return await self._client._one(WebhookReplayed, request)

    def list_deliveries(
        self,
        webhook_id: str,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        status: Optional[Literal["waiting", "delivered", "failed"]] = None,
        timeout: Optional[float] = None,
    ) -> AsyncPager[WebhookDelivery]:
        """List what was sent to a webhook.

        The newest events first, for 30 days.

        Args:
            webhook_id: The webhook's id.
            limit: How many to answer at most. The instance takes 25 when left out.
            cursor: Where to read on: `next_cursor` of the page before. Only together with the same
                filters and order.
            status: Only these.
        """
        request = Request(
            "GET",
            f"/webhooks/{segment('webhook_id', webhook_id)}/deliveries",
            query={
                "limit": limit,
                "cursor": cursor,
                "status": status,
            },
            timeout=timeout,
        )
        return self._client._pages(WebhookDelivery, request, "cursor")

    async def get_delivery(
        self,
        webhook_id: str,
        event_id: str,
        *,
        timeout: Optional[float] = None,
    ) -> WebhookDeliveryDetail:
        """Read a delivery, with what was sent and what came back.

        Args:
            webhook_id: The webhook's id.
            event_id: The event's id.
        """
        request = Request(
            "GET",
            f"/webhooks/{segment('webhook_id', webhook_id)}/deliveries/{segment('event_id', event_id)}",
            timeout=timeout,
        )
        return await self._client._one(WebhookDeliveryDetail, request)

    async def replay_delivery(
        self,
        webhook_id: str,
        event_id: str,
        *,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> WebhookSent:
        """Send one event again.

        Under the same id. 409 while it is being sent or the webhook is switched off.

        Args:
            webhook_id: The webhook's id.
            event_id: The event's id.
        """
        request = Request(
            "POST",
            f"/webhooks/{segment('webhook_id', webhook_id)}/deliveries/{segment('event_id', event_id)}/replay",
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return await self._client._one(WebhookSent, request)
