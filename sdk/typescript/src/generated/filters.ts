// Written by sdk/generate.ts from docs/openapi.json; do not edit.
export type { ProjectResource } from "./resources/project.ts";
export type { GetSessionQuery, ListSessionsQuery, SessionsResource } from "./resources/sessions.ts";
export type { ListMessagesQuery, MessagesResource } from "./resources/messages.ts";
export type { ContactsResource, GetContactQuery, ListContactsQuery } from "./resources/contacts.ts";
export type { CompaniesResource, ListCompaniesQuery } from "./resources/companies.ts";
export type {
  GetIssueQuery,
  IssuesResource,
  ListIssueSessionsQuery,
  ListIssuesQuery,
} from "./resources/issues.ts";
export type { TagsResource } from "./resources/tags.ts";
export type {
  GetKnowledgeSourceQuery,
  KnowledgeSourcesResource,
  ListKnowledgeDocumentsQuery,
  ListKnowledgeSourcesQuery,
  SearchKnowledgeQuery,
} from "./resources/knowledge_sources.ts";
export type {
  DeleteProductScopeQuery,
  GetProductScopeQuery,
  ListProductScopesQuery,
  ProductScopesResource,
} from "./resources/product_scopes.ts";
export type {
  ConnectionsResource,
  DeleteConnectionQuery,
  ListConnectionsQuery,
} from "./resources/connections.ts";
export type { GetRunQuery, ListRunsQuery, RunsResource } from "./resources/runs.ts";
export type { EventsResource, ListEventsQuery } from "./resources/events.ts";
export type { ExportsResource } from "./resources/exports.ts";
export type {
  ListWebhookDeliveriesQuery,
  ListWebhooksQuery,
  WebhooksResource,
} from "./resources/webhooks.ts";
