// Written by sdk/generate.ts from docs/openapi.json; do not edit.
import type { MessageCreate } from "./message_create.ts";

/** A session to make. */
export interface SessionCreate {
  /** Your own id: sent again, the session is not made again, and what is new is added. Messages are told apart by their own `external_id`; without one they are added again unless the whole request is the same. */
  external_id?: string | null;
  name?: string | null;
  description?: string | null;
  /** `chat` when left out. */
  session_type?: "chat" | "meeting" | "behavioral";
  /** `active` when left out. */
  status?: "active" | "closed";
  /** Whose it is, instead of `user_metadata`. */
  contact_id?: string | null;
  /** Your own id of the customer. */
  user_id?: string | null;
  /** What you know of the customer. `email`, `name` and `userId` find or make their contact. */
  user_metadata?: Record<string, unknown> | null;
  page_url?: string | null;
  page_title?: string | null;
  /** Tags that the project has. */
  tags?: string[];
  custom_fields?: Record<string, unknown>;
  /** Ids of what the session is about. */
  linked_entities?: {
    companies?: string[];
    issues?: string[];
    knowledge_sources?: string[];
    product_scopes?: string[];
  };
  messages?: MessageCreate[];
}
