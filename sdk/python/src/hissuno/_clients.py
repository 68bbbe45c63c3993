# Made by sdk/python/generate.py out of docs/openapi.json. Change those instead.

"""The clients, with all resources."""

from __future__ import annotations

from functools import cached_property

from ._async_client import AsyncClient
from ._sync_client import SyncClient
from .resources.companies import AsyncCompaniesResource, CompaniesResource
from .resources.connections import AsyncConnectionsResource, ConnectionsResource
from .resources.contacts import AsyncContactsResource, ContactsResource
from .resources.events import AsyncEventsResource, EventsResource
from .resources.exports import AsyncExportsResource, ExportsResource
from .resources.issues import AsyncIssuesResource, IssuesResource
from .resources.knowledge_sources import AsyncKnowledgeSourcesResource, KnowledgeSourcesResource
from .resources.messages import AsyncMessagesResource, MessagesResource
from .resources.product_scopes import AsyncProductScopesResource, ProductScopesResource
from .resources.project import AsyncProjectResource, ProjectResource
from .resources.runs import AsyncRunsResource, RunsResource
from .resources.sessions import AsyncSessionsResource, SessionsResource
from .resources.tags import AsyncTagsResource, TagsResource
from .resources.webhooks import AsyncWebhooksResource, WebhooksResource


class Hissuno(SyncClient):
    """A client that waits for each answer."""

    @cached_property
    def project(self) -> ProjectResource:
        return ProjectResource(self)

    @cached_property
    def sessions(self) -> SessionsResource:
        return SessionsResource(self)

    @cached_property
    def messages(self) -> MessagesResource:
        return MessagesResource(self)

    @cached_property
    def contacts(self) -> ContactsResource:
        return ContactsResource(self)

    @cached_property
    def companies(self) -> CompaniesResource:
        return CompaniesResource(self)

    @cached_property
    def issues(self) -> IssuesResource:
        return IssuesResource(self)

    @cached_property
    def tags(self) -> TagsResource:
        return TagsResource(self)

    @cached_property
    def knowledge_sources(self) -> KnowledgeSourcesResource:
        return KnowledgeSourcesResource(self)

    @cached_property
    def product_scopes(self) -> ProductScopesResource:
        return ProductScopesResource(self)

    @cached_property
    def connections(self) -> ConnectionsResource:
        return ConnectionsResource(self)

    @cached_property
    def runs(self) -> RunsResource:
        return RunsResource(self)

    @cached_property
    def events(self) -> EventsResource:
        return EventsResource(self)

    @cached_property
    def exports(self) -> ExportsResource:
        return ExportsResource(self)

    @cached_property
    def webhooks(self) -> WebhooksResource:
        return WebhooksResource(self)


class AsyncHissuno(AsyncClient):
    """A client for programs with asyncio."""

    @cached_property
    def project(self) -> AsyncProjectResource:
        return AsyncProjectResource(self)

    @cached_property
    def sessions(self) -> AsyncSessionsResource:
        return AsyncSessionsResource(self)

    @cached_property
    def messages(self) -> AsyncMessagesResource:
        return AsyncMessagesResource(self)

    @cached_property
    def contacts(self) -> AsyncContactsResource:
        return AsyncContactsResource(self)

    @cached_property
    def companies(self) -> AsyncCompaniesResource:
        return AsyncCompaniesResource(self)

    @cached_property
    def issues(self) -> AsyncIssuesResource:
        return AsyncIssuesResource(self)

    @cached_property
    def tags(self) -> AsyncTagsResource:
        return AsyncTagsResource(self)

    @cached_property
    def knowledge_sources(self) -> AsyncKnowledgeSourcesResource:
        return AsyncKnowledgeSourcesResource(self)

    @cached_property
    def product_scopes(self) -> AsyncProductScopesResource:
        return AsyncProductScopesResource(self)

    @cached_property
    def connections(self) -> AsyncConnectionsResource:
        return AsyncConnectionsResource(self)

    @cached_property
    def runs(self) -> AsyncRunsResource:
        return AsyncRunsResource(self)

    @cached_property
    def events(self) -> AsyncEventsResource:
        return AsyncEventsResource(self)

    @cached_property
    def exports(self) -> AsyncExportsResource:
        return AsyncExportsResource(self)

    @cached_property
    def webhooks(self) -> AsyncWebhooksResource:
        return AsyncWebhooksResource(self)
