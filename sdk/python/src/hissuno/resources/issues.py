# Made by sdk/python/generate.py out of docs/openapi.json. Change those instead.

"""Issues, for both clients."""

from __future__ import annotations

from typing import Any, Dict, List, Literal, Optional, TYPE_CHECKING, Union

from ..types import Issue, IssueSession, IssueSessionCreateQuote, IssueSessionLinked
from .._encode import NOT_GIVEN, NotGiven, given, segment
from .._request import Request, Version

if TYPE_CHECKING:
    from .._async_client import AsyncClient
    from .._pages import AsyncPager, Pager
    from .._sync_client import SyncClient


class IssuesResource:
    """The operations of issues."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        sort: Optional[Literal["-created_at", "-priority", "-last_evidence_at", "-reach"]] = None,
        search: Optional[str] = None,
        status: Optional[List[Literal["open", "planned", "in_progress", "done", "dismissed"]]] = None,
        is_open: Optional[bool] = None,
        type: Optional[List[Literal["bug", "feature_request", "change_request", "question", "other"]]] = None,
        priority: Optional[List[Literal["low", "medium", "high", "urgent"]]] = None,
        product_scope_ids: Optional[List[str]] = None,
        company_id: Optional[str] = None,
        contact_id: Optional[str] = None,
        session_id: Optional[str] = None,
        has_evidence: Optional[bool] = None,
        timeout: Optional[float] = None,
    ) -> Pager[Issue]:
        """List issues.

        Those that were merged into another one are left out.

        Args:
            limit: How many to answer at most. The instance takes 25 when left out.
            cursor: Where to read on: `next_cursor` of the page before. Only together with the same
                filters and order.
            sort: The order; with a minus sign from the last to the first. The instance takes
                -created_at when left out.
            search: Words of title, description or quotes.
            status: One of these.
            is_open: Open, planned or in progress; or the opposite.
            type: One of these.
            priority: One of these.
            product_scope_ids: In at least one of these.
            company_id: Asked for by somebody of this company.
            contact_id: Asked for by this contact.
            session_id: Asked for in this session.
            has_evidence: Whether any session speaks of it.
        """
        request = Request(
            "GET",
            "/issues",
            query={
                "limit": limit,
                "cursor": cursor,
                "sort": sort,
                "search": search,
                "status": status,
                "is_open": is_open,
                "type": type,
                "priority": priority,
                "product_scope_ids": product_scope_ids,
                "company_id": company_id,
                "contact_id": contact_id,
                "session_id": session_id,
                "has_evidence": has_evidence,
            },
            timeout=timeout,
        )
        return self._client._pages(Issue, request, "cursor")

    def create(
        self,
        *,
        title: str,
        description: Union[Optional[str], NotGiven] = NOT_GIVEN,
        type: Union[Literal["bug", "feature_request", "change_request", "question", "other"], NotGiven] = NOT_GIVEN,
        impact: Union[Optional[int], NotGiven] = NOT_GIVEN,
        confidence: Union[Optional[int], NotGiven] = NOT_GIVEN,
        effort: Union[Optional[int], NotGiven] = NOT_GIVEN,
        priority_override: Union[Optional[Literal["low", "medium", "high", "urgent"]], NotGiven] = NOT_GIVEN,
        product_scopes: Union[List[str], NotGiven] = NOT_GIVEN,
        custom_fields: Union[Dict[str, Any], NotGiven] = NOT_GIVEN,
        status: Union[Literal["open", "planned", "in_progress"], NotGiven] = NOT_GIVEN,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Issue:
        """Create an issue.

        Args:
            product_scopes: Ids; replaces all of them.
            status: `open` if left out.
        """
        request = Request(
            "POST",
            "/issues",
            body=given(
                {
                    "title": title,
                    "description": description,
                    "type": type,
                    "impact": impact,
                    "confidence": confidence,
                    "effort": effort,
                    "priority_override": priority_override,
                    "product_scopes": product_scopes,
                    "custom_fields": custom_fields,
                    "status": status,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return self._client._one(Issue, request)

    def get(
        self,
        issue_id: str,
        *,
        expand: Optional[List[Literal["companies"]]] = None,
        if_none_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Issue:
        """Read an issue.

        Args:
            issue_id: The issue's id.
            expand: What to bring along, separated by commas: companies.
        """
        request = Request(
            "GET",
            f"/issues/{segment('issue_id', issue_id)}",
            query={
                "expand": expand,
            },
            if_none_match=if_none_match,
            timeout=timeout,
        )
        return self._client._one(Issue, request)

    def update(
        self,
        issue_id: str,
        *,
        title: Union[str, NotGiven] = NOT_GIVEN,
        description: Union[Optional[str], NotGiven] = NOT_GIVEN,
        type: Union[Literal["bug", "feature_request", "change_request", "question", "other"], NotGiven] = NOT_GIVEN,
        impact: Union[Optional[int], NotGiven] = NOT_GIVEN,
        confidence: Union[Optional[int], NotGiven] = NOT_GIVEN,
        effort: Union[Optional[int], NotGiven] = NOT_GIVEN,
        priority_override: Union[Optional[Literal["low", "medium", "high", "urgent"]], NotGiven] = NOT_GIVEN,
        product_scopes: Union[List[str], NotGiven] = NOT_GIVEN,
        custom_fields: Union[Dict[str, Any], NotGiven] = NOT_GIVEN,
        status: Union[Literal["open", "planned", "in_progress", "done", "dismissed"], NotGiven] = NOT_GIVEN,
        brief: Union[Optional[str], NotGiven] = NOT_GIVEN,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Issue:
        """Change an issue.

        Args:
            issue_id: The issue's id.
            product_scopes: Ids; replaces all of them.
            status: `done` and `dismissed` close it, `open` reopens it.
        """
        request = Request(
            "PATCH",
            f"/issues/{segment('issue_id', issue_id)}",
            body=given(
                {
                    "title": title,
                    "description": description,
                    "type": type,
                    "impact": impact,
                    "confidence": confidence,
                    "effort": effort,
                    "priority_override": priority_override,
                    "product_scopes": product_scopes,
                    "custom_fields": custom_fields,
                    "status": status,
                    "brief": brief,
                }
            ),
            if_match=if_match,
            timeout=timeout,
        )
        return self._client._one(Issue, request)

    def delete(
        self,
        issue_id: str,
        *,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> None:
        """Delete an issue.

        The sessions that speak of it stay.

        Args:
            issue_id: The issue's id.
        """
        request = Request(
            "DELETE",
            f"/issues/{segment('issue_id', issue_id)}",
            if_match=if_match,
            timeout=timeout,
        )
        self._client._nothing(request)

    def merge(
        self,
        issue_id: str,
        *,
        into: str,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Issue:
        """Merge an issue into another one.

        The other one takes over its evidence and is answered.

        Args:
            issue_id: The issue's id.
            into: The issue that takes over its evidence.
        """
        request = Request(
            "POST",
            f"/issues/{segment('issue_id', issue_id)}/merge",
            body=given(
                {
                    "into": into,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return self._client._one(Issue, request)

    def list_sessions(
        self,
        issue_id: str,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Pager[IssueSession]:
        """List the sessions that speak of an issue.

        Those with the newest activity first, with what they say.

        Args:
            issue_id: The issue's id.
            limit: How many to answer at most. The instance takes 25 when left out.
            cursor: Where to read on: `next_cursor` of the page before. Only together with the same
                filters and order.
        """
        request = Request(
            "GET",
            f"/issues/{segment('issue_id', issue_id)}/sessions",
            query={
                "limit": limit,
                "cursor": cursor,
            },
            timeout=timeout,
        )
        return self._client._pages(IssueSession, request, "cursor")

    def link_session(
        self,
        issue_id: str,
        *,
        session_id: str,
        quotes: Union[List[IssueSessionCreateQuote], NotGiven] = NOT_GIVEN,
        reason: Union[Optional[str], NotGiven] = NOT_GIVEN,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> IssueSessionLinked:
        """Link a session with an issue.

        Linking it again adds only quotes that are new, and is answered with 200.

        Args:
            issue_id: The issue's id.
            reason: Why it belongs to the issue.
        """
        request = Request(
            "POST",
            f"/issues/{segment('issue_id', issue_id)}/sessions",
            body=given(
                {
                    "session_id": session_id,
                    "quotes": quotes,
                    "reason": reason,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return self._client._one(IssueSessionLinked, request)

    def unlink_session(
        self,
        issue_id: str,
        session_id: str,
        *,
        timeout: Optional[float] = None,
    ) -> None:
        """Take a session away from an issue.

        Its quotes go with it; a review does not bring them back.

        Args:
            issue_id: The issue's id.
            session_id: The session's id.
        """
        request = Request(
            "DELETE",
            f"/issues/{segment('issue_id', issue_id)}/sessions/{segment('session_id', session_id)}",
            timeout=timeout,
        )
        self._client._nothing(request)


class AsyncIssuesResource:
    """The operations of issues."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        sort: Optional[Literal["-created_at", "-priority", "-last_evidence_at", "-reach"]] = None,
        search: Optional[str] = None,
        status: Optional[List[Literal["open", "planned", "in_progress", "done", "dismissed"]]] = None,
        is_open: Optional[bool] = None,
        type: Optional[List[Literal["bug", "feature_request", "change_request", "question", "other"]]] = None,
        priority: Optional[List[Literal["low", "medium", "high", "urgent"]]] = None,
        product_scope_ids: Optional[List[str]] = None,
        company_id: Optional[str] = None,
        contact_id: Optional[str] = None,
        session_id: Optional[str] = None,
        has_evidence: Optional[bool] = None,
        timeout: Optional[float] = None,
    ) -> AsyncPager[Issue]:
        """List issues.

        Those that were merged into another one are left out.

        Args:
            limit: How many to answer at most. The instance takes 25 when left out.
            cursor: Where to read on: `next_cursor` of the page before. Only together with the same
                filters and order.
            sort: The order; with a minus sign from the last to the first. The instance takes
                -created_at when left out.
            search: Words of title, description or quotes.
            status: One of these.
            is_open: Open, planned or in progress; or the opposite.
            type: One of these.
            priority: One of these.
            product_scope_ids: In at least one of these.
            company_id: Asked for by somebody of this company.
            contact_id: Asked for by this contact.
            session_id: Asked for in this session.
            has_evidence: Whether any session speaks of it.
        """
        request = Request(
            "GET",
            "/issues",
            query={
                "limit": limit,
                "cursor": cursor,
                "sort": sort,
                "search": search,
                "status": status,
                "is_open": is_open,
                "type": type,
                "priority": priority,
                "product_scope_ids": product_scope_ids,
                "company_id": company_id,
                "contact_id": contact_id,
                "session_id": session_id,
                "has_evidence": has_evidence,
            },
            timeout=timeout,
        )
        return self._client._pages(Issue, request, "cursor")

    async def create(
        self,
        *,
        title: str,
        description: Union[Optional[str], NotGiven] = NOT_GIVEN,
        type: Union[Literal["bug", "feature_request", "change_request", "question", "other"], NotGiven] = NOT_GIVEN,
        impact: Union[Optional[int], NotGiven] = NOT_GIVEN,
        confidence: Union[Optional[int], NotGiven] = NOT_GIVEN,
        effort: Union[Optional[int], NotGiven] = NOT_GIVEN,
        priority_override: Union[Optional[Literal["low", "medium", "high", "urgent"]], NotGiven] = NOT_GIVEN,
        product_scopes: Union[List[str], NotGiven] = NOT_GIVEN,
        custom_fields: Union[Dict[str, Any], NotGiven] = NOT_GIVEN,
        status: Union[Literal["open", "planned", "in_progress"], NotGiven] = NOT_GIVEN,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Issue:
        """Create an issue.

        Args:
            product_scopes: Ids; replaces all of them.
            status: `open` if left out.
        """
        request = Request(
            "POST",
            "/issues",
            body=given(
                {
                    "title": title,
                    "description": description,
                    "type": type,
                    "impact": impact,
                    "confidence": confidence,
                    "effort": effort,
                    "priority_override": priority_override,
                    "product_scopes": product_scopes,
                    "custom_fields": custom_fields,
                    "status": status,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return await self._client._one(Issue, request)

    async def get(
        self,
        issue_id: str,
        *,
        expand: Optional[List[Literal["companies"]]] = None,
        if_none_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Issue:
        """Read an issue.

        Args:
            issue_id: The issue's id.
            expand: What to bring along, separated by commas: companies.
        """
        request = Request(
            "GET",
            f"/issues/{segment('issue_id', issue_id)}",
            query={
                "expand": expand,
            },
            if_none_match=if_none_match,
            timeout=timeout,
        )
        return await self._client._one(Issue, request)

    async def update(
        self,
        issue_id: str,
        *,
        title: Union[str, NotGiven] = NOT_GIVEN,
        description: Union[Optional[str], NotGiven] = NOT_GIVEN,
        type: Union[Literal["bug", "feature_request", "change_request", "question", "other"], NotGiven] = NOT_GIVEN,
        impact: Union[Optional[int], NotGiven] = NOT_GIVEN,
        confidence: Union[Optional[int], NotGiven] = NOT_GIVEN,
        effort: Union[Optional[int], NotGiven] = NOT_GIVEN,
        priority_override: Union[Optional[Literal["low", "medium", "high", "urgent"]], NotGiven] = NOT_GIVEN,
        product_scopes: Union[List[str], NotGiven] = NOT_GIVEN,
        custom_fields: Union[Dict[str, Any], NotGiven] = NOT_GIVEN,
        status: Union[Literal["open", "planned", "in_progress", "done", "dismissed"], NotGiven] = NOT_GIVEN,
        brief: Union[Optional[str], NotGiven] = NOT_GIVEN,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> Issue:
        """Change an issue.

        Args:
            issue_id: The issue's id.
            product_scopes: Ids; replaces all of them.
            status: `done` and `dismissed` close it, `open` reopens it.
        """
        request = Request(
            "PATCH",
            f"/issues/{segment('issue_id', issue_id)}",
            body=given(
                {
                    "title": title,
                    "description": description,
                    "type": type,
                    "impact": impact,
                    "confidence": confidence,
                    "effort": effort,
                    "priority_override": priority_override,
                    "product_scopes": product_scopes,
                    "custom_fields": custom_fields,
                    "status": status,
                    "brief": brief,
                }
            ),
            if_match=if_match,
            timeout=timeout,
        )
        return await self._client._one(Issue, request)

    async def delete(
        self,
        issue_id: str,
        *,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> None:
        """Delete an issue.

        The sessions that speak of it stay.

        Args:
            issue_id: The issue's id.
        """
        request = Request(
            "DELETE",
            f"/issues/{segment('issue_id', issue_id)}",
            if_match=if_match,
            timeout=timeout,
        )
        await self._client._nothing(request)

    async def merge(
        self,
        issue_id: str,
        *,
        into: str,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Issue:
        """Merge an issue into another one.

        The other one takes over its evidence and is answered.

        Args:
            issue_id: The issue's id.
            into: The issue that takes over its evidence.
        """
        request = Request(
            "POST",
            f"/issues/{segment('issue_id', issue_id)}/merge",
            body=given(
                {
                    "into": into,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return await self._client._one(Issue, request)

    def list_sessions(
        self,
        issue_id: str,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> AsyncPager[IssueSession]:
        """List the sessions that speak of an issue.

        Those with the newest activity first, with what they say.

        Args:
            issue_id: The issue's id.
            limit: How many to answer at most. The instance takes 25 when left out.
            cursor: Where to read on: `next_cursor` of the page before. Only together with the same
                filters and order.
        """
        request = Request(
            "GET",
            f"/issues/{segment('issue_id', issue_id)}/sessions",
            query={
                "limit": limit,
                "cursor": cursor,
            },
            timeout=timeout,
        )
        return self._client._pages(IssueSession, request, "cursor")

    async def link_session(
        self,
        issue_id: str,
        *,
        session_id: str,
        quotes: Union[List[IssueSessionCreateQuote], NotGiven] = NOT_GIVEN,
        reason: Union[Optional[str], NotGiven] = NOT_GIVEN,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> IssueSessionLinked:
        """Link a session with an issue.

        Linking it again adds only quotes that are new, and is answered with 200.

        Args:
            issue_id: The issue's id.
            reason: Why it belongs to the issue.
        """
        request = Request(
            "POST",
            f"/issues/{segment('issue_id', issue_id)}/sessions",
            body=given(
                {
                    "session_id": session_id,
                    "quotes": quotes,
                    "reason": reason,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return await self._client._one(IssueSessionLinked, request)

    async def unlink_session(
        self,
        issue_id: str,
        session_id: str,
        *,
        timeout: Optional[float] = None,
    ) -> None:
        """Take a session away from an issue.

        Its quotes go with it; a review does not bring them back.

        Args:
            issue_id: The issue's id.
            session_id: The session's id.
        """
        request = Request(
            "DELETE",
            f"/issues/{segment('issue_id', issue_id)}/sessions/{segment('session_id', session_id)}",
            timeout=timeout,
        )
        await self._client._nothing(request)
