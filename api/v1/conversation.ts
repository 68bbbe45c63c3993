import type { Conversation } from "../../core/contract/mod.ts";
import { sha256Hex } from "../../core/crypto.ts";
import type { MessageCreate } from "./message_schemas.ts";
import type { SessionCreate } from "./session_schemas.ts";

/**
 * A checked session as a conversation for the door. One with an id of the caller's own has a digest:
 * sent again as it is, nothing of it is stored again.
 */
export async function toConversation(
  body: SessionCreate,
): Promise<Conversation & { contentHash?: string }> {
  const contentHash = body.external_id ? await sha256Hex(JSON.stringify(body)) : undefined;
  return { ...conversationOf(body), contentHash };
}

function conversationOf(body: SessionCreate): Conversation {
  const metadata: Record<string, unknown> = {
    ...body.user_metadata,
    ...(body.user_id ? { userId: body.user_id } : {}),
  };
  return {
    externalId: body.external_id ?? undefined,
    name: body.name ?? undefined,
    description: body.description ?? undefined,
    sessionType: body.session_type,
    status: body.status,
    contactId: body.contact_id ?? undefined,
    customer: {
      userId: textOf(metadata.userId),
      email: textOf(metadata.email),
      name: textOf(metadata.name),
    },
    userMetadata: metadata,
    pageUrl: body.page_url ?? undefined,
    pageTitle: body.page_title ?? undefined,
    tags: body.tags ?? [],
    customFields: body.custom_fields ?? {},
    linkedEntities: body.linked_entities ?? {},
    messages: (body.messages ?? []).map((message) => ({
      senderType: senderOf(message),
      senderName: message.sender_name ?? undefined,
      content: message.content,
      at: message.created_at,
      offsetMs: message.offset_ms ?? undefined,
      externalId: message.external_id ?? undefined,
    })),
  };
}

/** Who wrote a message, when only its role says so. */
export function senderOf({ role, sender_type }: MessageCreate) {
  return sender_type ?? (role === "user" ? "user" : "ai");
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value : undefined;
}
