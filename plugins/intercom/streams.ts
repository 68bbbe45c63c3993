import { ProviderError, type SyncContext, type SyncItem } from "#plugin-kit";
import { read, Unusable } from "./answers.ts";
import { reasonOf, type Region, type Secret, type Settings, type Workspace } from "./api.ts";
import { People } from "./people.ts";
import { readOne } from "./read_one.ts";

/** Conversations a page; Intercom allows 150, but each is read alone, and a crash costs a page. */
const PAGE = 50;
/** Conversations that are read at the same time. */
const AT_ONCE = 8;
/** Deleted ids a page; the most Intercom allows. */
const DELETED_PAGE = 60;

/** Where a stream is: in the conversations up to a time, or in the list of deleted ones. */
export type Position = { until: number; after?: string } | { page: number };

type Sync = SyncContext<Settings, Secret, Position | Region>;
type Items = AsyncGenerator<SyncItem<Position | Region>, void, void>;

/** All conversations changed within the window, oldest change first, a checkpoint a page. */
export async function* readUpdated(context: Sync, workspace: Workspace): Items {
  const { window, filter } = context;
  const position = context.cursor() as { until: number; after?: string } | undefined;
  // The date filter is on the start of a conversation: it must not end the changes that are seen.
  const until = position?.until ?? seconds(filter.to ? context.now() : window.to);
  let after = position?.after;
  const people = new People(workspace);
  do {
    // https://developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations/searchconversations
    const page = read.page(
      await workspace.call("/conversations/search", { body: searchBody(context, until, after) }),
    );
    const ids = new Set<string>();
    for (const entry of page.conversations) {
      try {
        const { id, created_at } = read.listed(entry);
        if (isWithin(filter, created_at)) ids.add(id);
      } catch (error) {
        if (!(error instanceof Unusable)) throw error;
        yield { type: "problem", message: error.message };
      }
    }
    const all = [...ids];
    for (let start = 0; start < all.length; start += AT_ONCE) {
      const some = all.slice(start, start + AT_ONCE);
      const items = await Promise.all(
        some.map((id) => readOne(context, workspace, people, id)),
      );
      for (const item of items) if (item) yield item;
    }
    // An empty page is the end, whatever it says of a next one.
    after = page.conversations.length > 0
      ? page.pages?.next?.starting_after || undefined
      : undefined;
    yield { type: "checkpoint", cursor: after === undefined ? undefined : { until, after } };
  } while (after !== undefined);
}

/**
 * Conversations deleted since the window began. The newest come first, so reading stops at the first
 * page of older ones; a full run reads them all.
 */
export async function* readDeleted(context: Sync, workspace: Workspace): Items {
  const { mode, window } = context;
  const isFirst = mode === "incremental" && window.from.getTime() === 0;
  if (mode === "preview" || isFirst) return;
  const since = mode === "incremental" ? seconds(window.from) : 0;
  const position = context.cursor("deleted") as { page: number } | undefined;
  for (let page = position?.page ?? 1;; page++) {
    let answer;
    try {
      // https://developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations/listdeletedconversationids
      answer = read.deletedPage(
        await workspace.call("/conversations/deleted", {
          query: { page, per_page: DELETED_PAGE, order: "desc" },
        }),
      );
    } catch (error) {
      const reason = refusal(error);
      if (reason === null) throw error;
      yield { type: "problem", message: `Deleted conversations cannot be followed: ${reason}.` };
      yield { type: "checkpoint", stream: "deleted", cursor: undefined };
      return;
    }
    const recent = answer.conversations.filter(({ deleted_at }) => (deleted_at ?? since) >= since);
    for (const { id } of recent) yield { type: "deleted", externalId: id };
    // Pages have numbers: one more comes when the last was not the last, never by an address given.
    const hasMore = recent.length > 0 && page < (answer.pages?.total_pages ?? 1);
    const cursor = hasMore ? { page: page + 1 } : undefined;
    yield { type: "checkpoint", stream: "deleted", cursor };
    if (!hasMore) return;
  }
}

/**
 * The search for a page. `>` and `<` are described as "or equal" and were seen to be strict, so both
 * bounds are a second wide.
 */
function searchBody({ window, filter }: Sync, until: number, after: string | undefined) {
  const range = (field: string, from: Date | undefined, to: number | undefined) => [
    ...(from ? [{ field, operator: ">", value: Math.max(0, seconds(from) - 1) }] : []),
    ...(to !== undefined ? [{ field, operator: "<", value: to + 1 }] : []),
  ];
  const started = range("created_at", filter.from, filter.to && seconds(filter.to));
  return {
    query: { operator: "AND", value: [...range("updated_at", window.from, until), ...started] },
    sort: { field: "updated_at", order: "ascending" },
    pagination: { per_page: PAGE, ...(after === undefined ? {} : { starting_after: after }) },
  };
}

function isWithin(filter: Sync["filter"], createdAt: number): boolean {
  return (!filter.from || createdAt >= seconds(filter.from)) &&
    (!filter.to || createdAt <= seconds(filter.to));
}

/** Why the list is refused, for good; null for what concerns the whole run. */
function refusal(error: unknown): string | null {
  if (error instanceof Unusable) return error.message.replace(/\.$/, "");
  if (!(error instanceof ProviderError)) return null;
  if (![400, 403, 404].includes(error.status)) return null;
  return reasonOf(error) ?? error.message;
}

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
