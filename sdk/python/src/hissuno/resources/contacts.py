# Made by sdk/python/generate.py out of docs/openapi.json. Change those instead.

"""Contacts, for both clients."""

from __future__ import annotations

from typing import Any, Dict, List, Literal, Optional, TYPE_CHECKING, Union

from ..types import (
    BulkResult,
    Contact,
    ContactCreate,
    ContactCreateExternalId,
    ContactUpdateExternalId,
)
from .._encode import NOT_GIVEN, NotGiven, given, segment
from .._request import Request, Version

if TYPE_CHECKING:
    from .._async_client import AsyncClient
    from .._pages import AsyncPager, Pager
    from .._sync_client import SyncClient


class ContactsResource:
    """The operations of contacts."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        sort: Optional[Literal["-created_at", "-last_activity_at", "-session_count", "name"]] = None,
        search: Optional[str] = None,
        email: Optional[str] = None,
        external_id: Optional[str] = None,
        company_id: Optional[str] = None,
        has_sessions: Optional[bool] = None,
        stage: Optional[str] = None,
        plan: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Pager[Contact]:
        """List contacts.

        Args:
            limit: How many to answer at most. The instance takes 25 when left out.
            cursor: Where to read on: `next_cursor` of the page before. Only together with the same
                filters and order.
            sort: The order; with a minus sign from the last to the first. The instance takes
                -created_at when left out.
            search: Beginnings of words of name, address or company.
            email: The contact with this address.
            external_id: The contact with this id of yours.
            stage: Of their company.
            plan: Of their company.
        """
        request = Request(
            "GET",
            "/contacts",
            query={
                "limit": limit,
                "cursor": cursor,
                "sort": sort,
                "search": search,
                "email": email,
                "external_id": external_id,
                "company_id": company_id,
                "has_sessions": has_sessions,
                "stage": stage,
                "plan": plan,
            },
            timeout=timeout,
        )
        return self._client._pages(Contact, request, "cursor")

    def create(
        self,
        *,
        name: Union[Optional[str], NotGiven] = NOT_GIVEN,
        email: Union[Optional[str], NotGiven] = NOT_GIVEN,
        emails: Union[List[str], NotGiven] = NOT_GIVEN,
        external_ids: Union[List[ContactCreateExternalId], NotGiven] = NOT_GIVEN,
        title: Union[Optional[str], NotGiven] = NOT_GIVEN,
        phone: Union[Optional[str], NotGiven] = NOT_GIVEN,
        note: Union[Optional[str], NotGiven] = NOT_GIVEN,
        company_id: Union[Optional[str], NotGiven] = NOT_GIVEN,
        custom_fields: Union[Dict[str, Any], NotGiven] = NOT_GIVEN,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Contact:
        """Create a contact.

        An address or id that another contact has is refused with 409.

        Args:
            email: The address to show; the others stay known.
            emails: All addresses, the one to show first.
            external_ids: All ids elsewhere: source `user` is your own, or name a source such as
                `zendesk`.
            custom_fields: Texts, numbers, true and false by name. Replaces all of them.
        """
        request = Request(
            "POST",
            "/contacts",
            body=given(
                {
                    "name": name,
                    "email": email,
                    "emails": emails,
                    "external_ids": external_ids,
                    "title": title,
                    "phone": phone,
                    "note": note,
                    "company_id": company_id,
                    "custom_fields": custom_fields,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return self._client._one(Contact, request)

    def create_many(
        self,
        *,
        contacts: List[ContactCreate],
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> BulkResult:
        """Create or change many contacts.

        Up to 500. One whose `external_ids` or address are known is changed instead: what the item
        holds replaces what is there, addresses and ids are added.
        """
        request = Request(
            "POST",
            "/contacts/bulk",
            body=given(
                {
                    "contacts": contacts,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return self._client._one(BulkResult, request)

    def get(
        self,
        contact_id: str,
        *,
        expand: Optional[List[Literal["company"]]] = None,
        if_none_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Contact:
        """Read a contact.

        The id of a contact that was merged into another one answers the other one.

        Args:
            contact_id: The contact's id.
            expand: What to bring along, separated by commas: company.
        """
        request = Request(
            "GET",
            f"/contacts/{segment('contact_id', contact_id)}",
            query={
                "expand": expand,
            },
            if_none_match=if_none_match,
            timeout=timeout,
        )
        return self._client._one(Contact, request)

    def update(
        self,
        contact_id: str,
        *,
        name: Union[Optional[str], NotGiven] = NOT_GIVEN,
        email: Union[Optional[str], NotGiven] = NOT_GIVEN,
        emails: Union[List[str], NotGiven] = NOT_GIVEN,
        external_ids: Union[List[ContactUpdateExternalId], NotGiven] = NOT_GIVEN,
        title: Union[Optional[str], NotGiven] = NOT_GIVEN,
        phone: Union[Optional[str], NotGiven] = NOT_GIVEN,
        note: Union[Optional[str], NotGiven] = NOT_GIVEN,
        company_id: Union[Optional[str], NotGiven] = NOT_GIVEN,
        custom_fields: Union[Dict[str, Any], NotGiven] = NOT_GIVEN,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Contact:
        """Change a contact.

        Args:
            contact_id: The contact's id.
            email: The address to show; the others stay known.
            emails: All addresses, the one to show first.
            external_ids: All ids elsewhere: source `user` is your own, or name a source such as
                `zendesk`.
            custom_fields: Texts, numbers, true and false by name. Replaces all of them.
        """
        request = Request(
            "PATCH",
            f"/contacts/{segment('contact_id', contact_id)}",
            body=given(
                {
                    "name": name,
                    "email": email,
                    "emails": emails,
                    "external_ids": external_ids,
                    "title": title,
                    "phone": phone,
                    "note": note,
                    "company_id": company_id,
                    "custom_fields": custom_fields,
                }
            ),
            if_match=if_match,
            timeout=timeout,
        )
        return self._client._one(Contact, request)

    def delete(
        self,
        contact_id: str,
        *,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> None:
        """Delete a contact.

        What they said stays, without them.

        Args:
            contact_id: The contact's id.
        """
        request = Request(
            "DELETE",
            f"/contacts/{segment('contact_id', contact_id)}",
            if_match=if_match,
            timeout=timeout,
        )
        self._client._nothing(request)


class AsyncContactsResource:
    """The operations of contacts."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        sort: Optional[Literal["-created_at", "-last_activity_at", "-session_count", "name"]] = None,
        search: Optional[str] = None,
        email: Optional[str] = None,
        external_id: Optional[str] = None,
        company_id: Optional[str] = None,
        has_sessions: Optional[bool] = None,
        stage: Optional[str] = None,
        plan: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> AsyncPager[Contact]:
        """List contacts.

        Args:
            limit: How many to answer at most. The instance takes 25 when left out.
            cursor: Where to read on: `next_cursor` of the page before. Only together with the same
                filters and order.
            sort: The order; with a minus sign from the last to the first. The instance takes
                -created_at when left out.
            search: Beginnings of words of name, address or company.
            email: The contact with this address.
            external_id: The contact with this id of yours.
            stage: Of their company.
            plan: Of their company.
        """
        request = Request(
            "GET",
            "/contacts",
            query={
                "limit": limit,
                "cursor": cursor,
                "sort": sort,
                "search": search,
                "email": email,
                "external_id": external_id,
                "company_id": company_id,
                "has_sessions": has_sessions,
                "stage": stage,
                "plan": plan,
            },
            timeout=timeout,
        )
        return self._client._pages(Contact, request, "cursor")

    async def create(
        self,
        *,
        name: Union[Optional[str], NotGiven] = NOT_GIVEN,
        email: Union[Optional[str], NotGiven] = NOT_GIVEN,
        emails: Union[List[str], NotGiven] = NOT_GIVEN,
        external_ids: Union[List[ContactCreateExternalId], NotGiven] = NOT_GIVEN,
        title: Union[Optional[str], NotGiven] = NOT_GIVEN,
        phone: Union[Optional[str], NotGiven] = NOT_GIVEN,
        note: Union[Optional[str], NotGiven] = NOT_GIVEN,
        company_id: Union[Optional[str], NotGiven] = NOT_GIVEN,
        custom_fields: Union[Dict[str, Any], NotGiven] = NOT_GIVEN,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Contact:
        """Create a contact.

        An address or id that another contact has is refused with 409.

        Args:
            email: The address to show; the others stay known.
            emails: All addresses, the one to show first.
            external_ids: All ids elsewhere: source `user` is your own, or name a source such as
                `zendesk`.
            custom_fields: Texts, numbers, true and false by name. Replaces all of them.
        """
        request = Request(
            "POST",
            "/contacts",
            body=given(
                {
                    "name": name,
                    "email": email,
                    "emails": emails,
                    "external_ids": external_ids,
                    "title": title,
                    "phone": phone,
                    "note": note,
                    "company_id": company_id,
                    "custom_fields": custom_fields,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return await self._client._one(Contact, request)

    async def create_many(
        self,
        *,
        contacts: List[ContactCreate],
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> BulkResult:
        """Create or change many contacts.

        Up to 500. One whose `external_ids` or address are known is changed instead: what the item
        holds replaces what is there, addresses and ids are added.
        """
        request = Request(
            "POST",
            "/contacts/bulk",
            body=given(
                {
                    "contacts": contacts,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return await self._client._one(BulkResult, request)

    async def get(
        self,
        contact_id: str,
        *,
        expand: Optional[List[Literal["company"]]] = None,
        if_none_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Contact:
        """Read a contact.

        The id of a contact that was merged into another one answers the other one.

        Args:
            contact_id: The contact's id.
            expand: What to bring along, separated by commas: company.
        """
        request = Request(
            "GET",
            f"/contacts/{segment('contact_id', contact_id)}",
            query={
                "expand": expand,
            },
            if_none_match=if_none_match,
            timeout=timeout,
        )
        return await self._client._one(Contact, request)

    async def update(
        self,
        contact_id: str,
        *,
        name: Union[Optional[str], NotGiven] = NOT_GIVEN,
        email: Union[Optional[str], NotGiven] = NOT_GIVEN,
        emails: Union[List[str], NotGiven] = NOT_GIVEN,
        external_ids: Union[List[ContactUpdateExternalId], NotGiven] = NOT_GIVEN,
        title: Union[Optional[str], NotGiven] = NOT_GIVEN,
        phone: Union[Optional[str], NotGiven] = NOT_GIVEN,
        note: Union[Optional[str], NotGiven] = NOT_GIVEN,
        company_id: Union[Optional[str], NotGiven] = NOT_GIVEN,
        custom_fields: Union[Dict[str, Any], NotGiven] = NOT_GIVEN,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Contact:
        """Change a contact.

        Args:
            contact_id: The contact's id.
            email: The address to show; the others stay known.
            emails: All addresses, the one to show first.
            external_ids: All ids elsewhere: source `user` is your own, or name a source such as
                `zendesk`.
            custom_fields: Texts, numbers, true and false by name. Replaces all of them.
        """
        request = Request(
            "PATCH",
            f"/contacts/{segment('contact_id', contact_id)}",
            body=given(
                {
                    "name": name,
                    "email": email,
                    "emails": emails,
                    "external_ids": external_ids,
                    "title": title,
                    "phone": phone,
                    "note": note,
                    "company_id": company_id,
                    "custom_fields": custom_fields,
                }
            ),
            if_match=if_match,
            timeout=timeout,
        )
        return await self._client._one(Contact, request)

    async def delete(
        self,
        contact_id: str,
        *,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> None:
        """Delete a contact.

        What they said stays, without them.

        Args:
            contact_id: The contact's id.
        """
        request = Request(
            "DELETE",
            f"/contacts/{segment('contact_id', contact_id)}",
            if_match=if_match,
            timeout=timeout,
        )
        await self._client._nothing(request)
