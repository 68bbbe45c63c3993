# Made by sdk/python/generate.py out of docs/openapi.json. Change those instead.

"""Companies, for both clients."""

from __future__ import annotations

from typing import Any, Dict, List, Literal, Optional, TYPE_CHECKING, Union

from ..types import (
    BulkResult,
    Company,
    CompanyCreate,
    CompanyCreateExternalId,
    CompanyUpdateExternalId,
)
from .._encode import NOT_GIVEN, NotGiven, given, segment
from .._request import Request, Version

if TYPE_CHECKING:
    from .._async_client import AsyncClient
    from .._pages import AsyncPager, Pager
    from .._sync_client import SyncClient


class CompaniesResource:
    """The operations of companies."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        sort: Optional[Literal["-created_at", "-last_activity_at", "-revenue", "-contact_count", "name"]] = None,
        search: Optional[str] = None,
        domain: Optional[str] = None,
        external_id: Optional[str] = None,
        has_sessions: Optional[bool] = None,
        stage: Optional[str] = None,
        plan: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Pager[Company]:
        """List companies.

        Args:
            limit: How many to answer at most. The instance takes 25 when left out.
            cursor: Where to read on: `next_cursor` of the page before. Only together with the same
                filters and order.
            sort: The order; with a minus sign from the last to the first. The instance takes
                -created_at when left out.
            search: Beginnings of words of name or domain.
            domain: The company with this domain.
            external_id: The company with this id of yours.
        """
        request = Request(
            "GET",
            "/companies",
            query={
                "limit": limit,
                "cursor": cursor,
                "sort": sort,
                "search": search,
                "domain": domain,
                "external_id": external_id,
                "has_sessions": has_sessions,
                "stage": stage,
                "plan": plan,
            },
            timeout=timeout,
        )
        return self._client._pages(Company, request, "cursor")

    def create(
        self,
        *,
        name: Union[Optional[str], NotGiven] = NOT_GIVEN,
        domain: Union[Optional[str], NotGiven] = NOT_GIVEN,
        domains: Union[List[str], NotGiven] = NOT_GIVEN,
        external_ids: Union[List[CompanyCreateExternalId], NotGiven] = NOT_GIVEN,
        plan: Union[Optional[str], NotGiven] = NOT_GIVEN,
        stage: Union[Optional[str], NotGiven] = NOT_GIVEN,
        revenue: Union[Optional[float], NotGiven] = NOT_GIVEN,
        note: Union[Optional[str], NotGiven] = NOT_GIVEN,
        custom_fields: Union[Dict[str, Any], NotGiven] = NOT_GIVEN,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Company:
        """Create a company.

        A domain or id that another company has is refused with 409.

        Args:
            domain: The domain to show; the others stay known.
            domains: All domains, the one to show first.
            external_ids: All ids elsewhere: source `user` is your own, or name a source such as
                `zendesk`.
            revenue: Yearly, in the project's currency.
            custom_fields: Texts, numbers, true and false by name. Replaces all of them.
        """
        request = Request(
            "POST",
            "/companies",
            body=given(
                {
                    "name": name,
                    "domain": domain,
                    "domains": domains,
                    "external_ids": external_ids,
                    "plan": plan,
                    "stage": stage,
                    "revenue": revenue,
                    "note": note,
                    "custom_fields": custom_fields,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return self._client._one(Company, request)

    def create_many(
        self,
        *,
        companies: List[CompanyCreate],
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> BulkResult:
        """Create or change many companies.

        Up to 500. One whose `external_ids` or domain are known is changed instead: what the item
        holds replaces what is there, domains and ids are added.
        """
        request = Request(
            "POST",
            "/companies/bulk",
            body=given(
                {
                    "companies": companies,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return self._client._one(BulkResult, request)

    def get(
        self,
        company_id: str,
        *,
        if_none_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Company:
        """Read a company.

        The id of a company that was merged into another one answers the other one.

        Args:
            company_id: The company's id.
        """
        request = Request(
            "GET",
            f"/companies/{segment('company_id', company_id)}",
            if_none_match=if_none_match,
            timeout=timeout,
        )
        return self._client._one(Company, request)

    def update(
        self,
        company_id: str,
        *,
        name: Union[Optional[str], NotGiven] = NOT_GIVEN,
        domain: Union[Optional[str], NotGiven] = NOT_GIVEN,
        domains: Union[List[str], NotGiven] = NOT_GIVEN,
        external_ids: Union[List[CompanyUpdateExternalId], NotGiven] = NOT_GIVEN,
        plan: Union[Optional[str], NotGiven] = NOT_GIVEN,
        stage: Union[Optional[str], NotGiven] = NOT_GIVEN,
        revenue: Union[Optional[float], NotGiven] = NOT_GIVEN,
        note: Union[Optional[str], NotGiven] = NOT_GIVEN,
        custom_fields: Union[Dict[str, Any], NotGiven] = NOT_GIVEN,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Company:
        """Change a company.

        Args:
            company_id: The company's id.
            domain: The domain to show; the others stay known.
            domains: All domains, the one to show first.
            external_ids: All ids elsewhere: source `user` is your own, or name a source such as
                `zendesk`.
            revenue: Yearly, in the project's currency.
            custom_fields: Texts, numbers, true and false by name. Replaces all of them.
        """
        request = Request(
            "PATCH",
            f"/companies/{segment('company_id', company_id)}",
            body=given(
                {
                    "name": name,
                    "domain": domain,
                    "domains": domains,
                    "external_ids": external_ids,
                    "plan": plan,
                    "stage": stage,
                    "revenue": revenue,
                    "note": note,
                    "custom_fields": custom_fields,
                }
            ),
            if_match=if_match,
            timeout=timeout,
        )
        return self._client._one(Company, request)

    def delete(
        self,
        company_id: str,
        *,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> None:
        """Delete a company.

        Its contacts stay, without it.

        Args:
            company_id: The company's id.
        """
        request = Request(
            "DELETE",
            f"/companies/{segment('company_id', company_id)}",
            if_match=if_match,
            timeout=timeout,
        )
        self._client._nothing(request)


class AsyncCompaniesResource:
    """The operations of companies."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        sort: Optional[Literal["-created_at", "-last_activity_at", "-revenue", "-contact_count", "name"]] = None,
        search: Optional[str] = None,
        domain: Optional[str] = None,
        external_id: Optional[str] = None,
        has_sessions: Optional[bool] = None,
        stage: Optional[str] = None,
        plan: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> AsyncPager[Company]:
        """List companies.

        Args:
            limit: How many to answer at most. The instance takes 25 when left out.
            cursor: Where to read on: `next_cursor` of the page before. Only together with the same
                filters and order.
            sort: The order; with a minus sign from the last to the first. The instance takes
                -created_at when left out.
            search: Beginnings of words of name or domain.
            domain: The company with this domain.
            external_id: The company with this id of yours.
        """
        request = Request(
            "GET",
            "/companies",
            query={
                "limit": limit,
                "cursor": cursor,
                "sort": sort,
                "search": search,
                "domain": domain,
                "external_id": external_id,
                "has_sessions": has_sessions,
                "stage": stage,
                "plan": plan,
            },
            timeout=timeout,
        )
        return self._client._pages(Company, request, "cursor")

    async def create(
        self,
        *,
        name: Union[Optional[str], NotGiven] = NOT_GIVEN,
        domain: Union[Optional[str], NotGiven] = NOT_GIVEN,
        domains: Union[List[str], NotGiven] = NOT_GIVEN,
        external_ids: Union[List[CompanyCreateExternalId], NotGiven] = NOT_GIVEN,
        plan: Union[Optional[str], NotGiven] = NOT_GIVEN,
        stage: Union[Optional[str], NotGiven] = NOT_GIVEN,
        revenue: Union[Optional[float], NotGiven] = NOT_GIVEN,
        note: Union[Optional[str], NotGiven] = NOT_GIVEN,
        custom_fields: Union[Dict[str, Any], NotGiven] = NOT_GIVEN,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Company:
        """Create a company.

        A domain or id that another company has is refused with 409.

        Args:
            domain: The domain to show; the others stay known.
            domains: All domains, the one to show first.
            external_ids: All ids elsewhere: source `user` is your own, or name a source such as
                `zendesk`.
            revenue: Yearly, in the project's currency.
            custom_fields: Texts, numbers, true and false by name. Replaces all of them.
        """
        request = Request(
            "POST",
            "/companies",
            body=given(
                {
                    "name": name,
                    "domain": domain,
                    "domains": domains,
                    "external_ids": external_ids,
                    "plan": plan,
                    "stage": stage,
                    "revenue": revenue,
                    "note": note,
                    "custom_fields": custom_fields,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return await self._client._one(Company, request)

    async def create_many(
        self,
        *,
        companies: List[CompanyCreate],
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> BulkResult:
        """Create or change many companies.

        Up to 500. One whose `external_ids` or domain are known is changed instead: what the item
        holds replaces what is there, domains and ids are added.
        """
        request = Request(
            "POST",
            "/companies/bulk",
            body=given(
                {
                    "companies": companies,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return await self._client._one(BulkResult, request)

    async def get(
        self,
        company_id: str,
        *,
        if_none_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Company:
        """Read a company.

        The id of a company that was merged into another one answers the other one.

        Args:
            company_id: The company's id.
        """
        request = Request(
            "GET",
            f"/companies/{segment('company_id', company_id)}",
            if_none_match=if_none_match,
            timeout=timeout,
        )
        return await self._client._one(Company, request)

    async def update(
        self,
        company_id: str,
        *,
        name: Union[Optional[str], NotGiven] = NOT_GIVEN,
        domain: Union[Optional[str], NotGiven] = NOT_GIVEN,
        domains: Union[List[str], NotGiven] = NOT_GIVEN,
        external_ids: Union[List[CompanyUpdateExternalId], NotGiven] = NOT_GIVEN,
        plan: Union[Optional[str], NotGiven] = NOT_GIVEN,
        stage: Union[Optional[str], NotGiven] = NOT_GIVEN,
        revenue: Union[Optional[float], NotGiven] = NOT_GIVEN,
        note: Union[Optional[str], NotGiven] = NOT_GIVEN,
        custom_fields: Union[Dict[str, Any], NotGiven] = NOT_GIVEN,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Company:
        """Change a company.

        Args:
            company_id: The company's id.
            domain: The domain to show; the others stay known.
            domains: All domains, the one to show first.
            external_ids: All ids elsewhere: source `user` is your own, or name a source such as
                `zendesk`.
            revenue: Yearly, in the project's currency.
            custom_fields: Texts, numbers, true and false by name. Replaces all of them.
        """
        request = Request(
            "PATCH",
            f"/companies/{segment('company_id', company_id)}",
            body=given(
                {
                    "name": name,
                    "domain": domain,
                    "domains": domains,
                    "external_ids": external_ids,
                    "plan": plan,
                    "stage": stage,
                    "revenue": revenue,
                    "note": note,
                    "custom_fields": custom_fields,
                }
            ),
            if_match=if_match,
            timeout=timeout,
        )
        return await self._client._one(Company, request)

    async def delete(
        self,
        company_id: str,
        *,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> None:
        """Delete a company.

        Its contacts stay, without it.

        Args:
            company_id: The company's id.
        """
        request = Request(
            "DELETE",
            f"/companies/{segment('company_id', company_id)}",
            if_match=if_match,
            timeout=timeout,
        )
        await self._client._nothing(request)
