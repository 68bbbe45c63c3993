import { companyOperations } from "./companies.ts";
import { connectionOperations } from "./connections.ts";
import { contactOperations } from "./contacts.ts";
import { eventOperations } from "./events.ts";
import { exportOperations } from "./exports.ts";
import { issueSessionOperations } from "./issue_sessions.ts";
import { issueOperations } from "./issues.ts";
import { knowledgeOperations } from "./knowledge_sources.ts";
import { messageOperations } from "./messages.ts";
import type { Operation } from "./operation.ts";
import { productScopeOperations } from "./product_scopes.ts";
import { projectOperations } from "./project.ts";
import { runOperations } from "./runs.ts";
import { sessionOperations } from "./sessions.ts";
import { tagOperations } from "./tags.ts";
import { webhookOperations } from "./webhooks.ts";

/** Every operation of the public API, in the order of the document. */
export const operations: Operation[] = [
  ...projectOperations,
  ...sessionOperations,
  ...messageOperations,
  ...contactOperations,
  ...companyOperations,
  ...issueOperations,
  ...issueSessionOperations,
  ...tagOperations,
  ...knowledgeOperations,
  ...productScopeOperations,
  ...connectionOperations,
  ...runOperations,
  ...eventOperations,
  ...exportOperations,
  ...webhookOperations,
];
