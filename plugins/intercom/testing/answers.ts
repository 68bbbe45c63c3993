import type { FakeConversation, FakeWorkspace } from "./workspace.ts";

type Json = Record<string, unknown>;

/** A filter of a search, in the one form that the plugin uses. */
export interface Filter {
  field: "updated_at" | "created_at";
  operator: ">" | "<";
  value: number;
}

/** A conversation as a search gives it: without its parts. */
export function listItem({ parts, more, ...conversation }: FakeConversation): Json {
  return {
    type: "conversation",
    open: conversation.state === "open",
    title: null,
    tags: { type: "tag.list", tags: [] },
    statistics: { type: "conversation_statistics", count_conversation_parts: parts.length },
    conversation_rating: null,
    company: null,
    ...conversation,
    ...more,
  };
}

/** A conversation with its latest 500 parts, in HTML or as text. */
export function single(conversation: FakeConversation, plain: boolean): Json {
  const body = (text: unknown) => plain && typeof text === "string" ? plainText(text) : text;
  const parts = conversation.parts.slice(-500).map((part) => ({
    type: "conversation_part",
    ...part,
    body: body(part.body),
    updated_at: part.created_at,
  }));
  const { source } = conversation;
  return {
    ...listItem(conversation),
    source: { ...source, body: body(source.body), subject: body(source.subject) },
    conversation_parts: {
      type: "conversation_part.list",
      conversation_parts: parts,
      total_count: conversation.parts.length,
    },
    ...conversation.more,
  };
}

/**
 * A page of a search. Bounds are strict, as users measured them, and the order is that of changes
 * when asked for.
 */
export function search(
  workspace: FakeWorkspace,
  request: { query: Filter | { value: Filter[] }; sort?: unknown; pagination: Json },
  most: number,
  repeats: boolean,
): Json {
  const { query, sort, pagination } = request;
  const filters = "field" in query ? [query] : query.value;
  const direction = sort ? 1 : -1;
  const found = [...workspace.conversations.values()]
    .filter((one) =>
      filters.every(({ field, operator, value }) =>
        operator === ">" ? one[field] > value : one[field] < value
      )
    )
    .sort((a, b) => direction * (a.updated_at - b.updated_at || (a.id < b.id ? -1 : 1)));
  const after = found.findIndex(({ updated_at, id }) =>
    `${updated_at}/${id}` === pagination.starting_after
  );
  const size = Math.min(Number(pagination.per_page), most);
  const shown = found.slice(after + 1, after + 1 + size);
  const last = shown.at(-1);
  const hasMore = after + 1 + size < found.length;
  const next = repeats
    ? { per_page: size, starting_after: "again" }
    : hasMore && last
    ? { per_page: size, starting_after: `${last.updated_at}/${last.id}` }
    : undefined;
  return {
    type: "conversation.list",
    conversations: shown.map(listItem),
    total_count: found.length,
    pages: { type: "pages", page: 1, per_page: size, total_pages: 1, ...(next ? { next } : {}) },
  };
}

/** A page of the list of deleted conversations, the newest first. */
export function deletedPage(workspace: FakeWorkspace, params: URLSearchParams, most: number): Json {
  const page = Number(params.get("page") ?? 1);
  const size = Math.min(Number(params.get("per_page") ?? 20), 60, most);
  const total = Math.max(1, Math.ceil(workspace.deleted.length / size));
  return {
    type: "conversations.list",
    conversations: workspace.deleted.slice((page - 1) * size, page * size),
    total_count: workspace.deleted.length,
    pages: {
      type: "pages",
      page,
      per_page: size,
      total_pages: total,
      // A whole address, of a host nobody should follow it to.
      next: page < total ? `https://elsewhere.test/conversations/deleted?page=${page + 1}` : null,
    },
  };
}

function plainText(html: string): string {
  return html.replace(/<\/p>\s*<p>/g, "\n").replace(/<[^>]+>/g, "").replaceAll("&amp;", "&");
}
