// Written by sdk/generate.ts from docs/openapi.json; do not edit.
import type { Transport } from "../transport.ts";
import { ProjectResource } from "./resources/project.ts";
import { SessionsResource } from "./resources/sessions.ts";
import { MessagesResource } from "./resources/messages.ts";
import { ContactsResource } from "./resources/contacts.ts";
import { CompaniesResource } from "./resources/companies.ts";
import { IssuesResource } from "./resources/issues.ts";
import { TagsResource } from "./resources/tags.ts";
import { KnowledgeSourcesResource } from "./resources/knowledge_sources.ts";
import { ProductScopesResource } from "./resources/product_scopes.ts";
import { ConnectionsResource } from "./resources/connections.ts";
import { RunsResource } from "./resources/runs.ts";
import { EventsResource } from "./resources/events.ts";
import { ExportsResource } from "./resources/exports.ts";
import { WebhooksResource } from "./resources/webhooks.ts";

/** Every resource of the API. */
export class Resources {
  readonly project: ProjectResource;
  readonly sessions: SessionsResource;
  readonly messages: MessagesResource;
  readonly contacts: ContactsResource;
  readonly companies: CompaniesResource;
  readonly issues: IssuesResource;
  readonly tags: TagsResource;
  readonly knowledgeSources: KnowledgeSourcesResource;
  readonly productScopes: ProductScopesResource;
  readonly connections: ConnectionsResource;
  readonly runs: RunsResource;
  readonly events: EventsResource;
  readonly exports: ExportsResource;
  readonly webhooks: WebhooksResource;

  /** @param transport what sends the requests */
  constructor(transport: Transport) {
    this.project = new ProjectResource(transport);
    this.sessions = new SessionsResource(transport);
    this.messages = new MessagesResource(transport);
    this.contacts = new ContactsResource(transport);
    this.companies = new CompaniesResource(transport);
    this.issues = new IssuesResource(transport);
    this.tags = new TagsResource(transport);
    this.knowledgeSources = new KnowledgeSourcesResource(transport);
    this.productScopes = new ProductScopesResource(transport);
    this.connections = new ConnectionsResource(transport);
    this.runs = new RunsResource(transport);
    this.events = new EventsResource(transport);
    this.exports = new ExportsResource(transport);
    this.webhooks = new WebhooksResource(transport);
  }
}
