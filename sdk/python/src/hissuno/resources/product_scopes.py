# Made by sdk/python/generate.py out of docs/openapi.json. Change those instead.

"""Product scopes, for both clients."""

from __future__ import annotations

from typing import List, Literal, Optional, TYPE_CHECKING, Union

from ..types import ProductScope
from .._encode import NOT_GIVEN, NotGiven, given, segment
from .._request import Request, Version

if TYPE_CHECKING:
    from .._async_client import AsyncClient
    from .._pages import AsyncPager, Pager
    from .._sync_client import SyncClient


class ProductScopesResource:
    """The operations of product scopes."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        expand: Optional[List[Literal["counts"]]] = None,
        timeout: Optional[float] = None,
    ) -> Pager[ProductScope]:
        """List product scopes.

        In the order they were made; `path` and `position` tell their place in the tree.

        Args:
            limit: How many to answer at most. The instance takes 25 when left out.
            cursor: Where to read on: `next_cursor` of the page before. Only together with the same
                filters and order.
            expand: What to bring along, separated by commas: counts.
        """
        request = Request(
            "GET",
            "/product_scopes",
            query={
                "limit": limit,
                "cursor": cursor,
                "expand": expand,
            },
            timeout=timeout,
        )
        return self._client._pages(ProductScope, request, "cursor")

    def create(
        self,
        *,
        name: str,
        kind: Union[Literal["area", "initiative"], NotGiven] = NOT_GIVEN,
        parent_id: Union[Optional[str], NotGiven] = NOT_GIVEN,
        description: Union[Optional[str], NotGiven] = NOT_GIVEN,
        position: Union[int, NotGiven] = NOT_GIVEN,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> ProductScope:
        """Create a product scope."""
        request = Request(
            "POST",
            "/product_scopes",
            body=given(
                {
                    "name": name,
                    "kind": kind,
                    "parent_id": parent_id,
                    "description": description,
                    "position": position,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return self._client._one(ProductScope, request)

    def get(
        self,
        product_scope_id: str,
        *,
        expand: Optional[List[Literal["counts"]]] = None,
        if_none_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> ProductScope:
        """Read a product scope.

        Args:
            product_scope_id: The scope's id.
            expand: What to bring along, separated by commas: counts.
        """
        request = Request(
            "GET",
            f"/product_scopes/{segment('product_scope_id', product_scope_id)}",
            query={
                "expand": expand,
            },
            if_none_match=if_none_match,
            timeout=timeout,
        )
        return self._client._one(ProductScope, request)

    def update(
        self,
        product_scope_id: str,
        *,
        name: Union[str, NotGiven] = NOT_GIVEN,
        kind: Union[Literal["area", "initiative"], NotGiven] = NOT_GIVEN,
        parent_id: Union[Optional[str], NotGiven] = NOT_GIVEN,
        description: Union[Optional[str], NotGiven] = NOT_GIVEN,
        position: Union[int, NotGiven] = NOT_GIVEN,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> ProductScope:
        """Change or move a product scope.

        Args:
            product_scope_id: The scope's id.
        """
        request = Request(
            "PATCH",
            f"/product_scopes/{segment('product_scope_id', product_scope_id)}",
            body=given(
                {
                    "name": name,
                    "kind": kind,
                    "parent_id": parent_id,
                    "description": description,
                    "position": position,
                }
            ),
            if_match=if_match,
            timeout=timeout,
        )
        return self._client._one(ProductScope, request)

    def delete(
        self,
        product_scope_id: str,
        *,
        move_to: Optional[str] = None,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> None:
        """Delete a product scope.

        What stands below it moves up.

        Args:
            product_scope_id: The scope's id.
            move_to: The scope that gets what belongs to this one.
        """
        request = Request(
            "DELETE",
            f"/product_scopes/{segment('product_scope_id', product_scope_id)}",
            query={
                "move_to": move_to,
            },
            if_match=if_match,
            timeout=timeout,
        )
        self._client._nothing(request)


class AsyncProductScopesResource:
    """The operations of product scopes."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        expand: Optional[List[Literal["counts"]]] = None,
        timeout: Optional[float] = None,
    ) -> AsyncPager[ProductScope]:
        """List product scopes.

        In the order they were made; `path` and `position` tell their place in the tree.

        Args:
            limit: How many to answer at most. The instance takes 25 when left out.
            cursor: Where to read on: `next_cursor` of the page before. Only together with the same
                filters and order.
            expand: What to bring along, separated by commas: counts.
        """
        request = Request(
            "GET",
            "/product_scopes",
            query={
                "limit": limit,
                "cursor": cursor,
                "expand": expand,
            },
            timeout=timeout,
        )
        return self._client._pages(ProductScope, request, "cursor")

    async def create(
        self,
        *,
        name: str,
        kind: Union[Literal["area", "initiative"], NotGiven] = NOT_GIVEN,
        parent_id: Union[Optional[str], NotGiven] = NOT_GIVEN,
        description: Union[Optional[str], NotGiven] = NOT_GIVEN,
        position: Union[int, NotGiven] = NOT_GIVEN,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> ProductScope:
        """Create a product scope."""
        request = Request(
            "POST",
            "/product_scopes",
            body=given(
                {
                    "name": name,
                    "kind": kind,
                    "parent_id": parent_id,
                    "description": description,
                    "position": position,
                }
            ),
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return await self._client._one(ProductScope, request)

    async def get(
        self,
        product_scope_id: str,
        *,
        expand: Optional[List[Literal["counts"]]] = None,
        if_none_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> ProductScope:
        """Read a product scope.

        Args:
            product_scope_id: The scope's id.
            expand: What to bring along, separated by commas: counts.
        """
        request = Request(
            "GET",
            f"/product_scopes/{segment('product_scope_id', product_scope_id)}",
            query={
                "expand": expand,
            },
            if_none_match=if_none_match,
            timeout=timeout,
        )
        return await self._client._one(ProductScope, request)

    async def update(
        self,
        product_scope_id: str,
        *,
        name: Union[str, NotGiven] = NOT_GIVEN,
        kind: Union[Literal["area", "initiative"], NotGiven] = NOT_GIVEN,
        parent_id: Union[Optional[str], NotGiven] = NOT_GIVEN,
        description: Union[Optional[str], NotGiven] = NOT_GIVEN,
        position: Union[int, NotGiven] = NOT_GIVEN,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> ProductScope:
        """Change or move a product scope.

        Args:
            product_scope_id: The scope's id.
        """
        request = Request(
            "PATCH",
            f"/product_scopes/{segment('product_scope_id', product_scope_id)}",
            body=given(
                {
                    "name": name,
                    "kind": kind,
                    "parent_id": parent_id,
                    "description": description,
                    "position": position,
                }
            ),
            if_match=if_match,
            timeout=timeout,
        )
        return await self._client._one(ProductScope, request)

    async def delete(
        self,
        product_scope_id: str,
        *,
        move_to: Optional[str] = None,
        if_match: Optional[Version] = None,
        timeout: Optional[float] = None,
    ) -> None:
        """Delete a product scope.

        What stands below it moves up.

        Args:
            product_scope_id: The scope's id.
            move_to: The scope that gets what belongs to this one.
        """
        request = Request(
            "DELETE",
            f"/product_scopes/{segment('product_scope_id', product_scope_id)}",
            query={
                "move_to": move_to,
            },
            if_match=if_match,
            timeout=timeout,
        )
        await self._client._nothing(request)
