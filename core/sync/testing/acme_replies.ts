import { defineSource, type SourceContext, type SyncItem } from "../../contract/mod.ts";
import { FakeServer } from "../../plugin_kit/testing/fake_server.ts";
import type { FakeProvider } from "../../plugin_kit/testing/fake_provider.ts";
import { acme, startAcme, toItem } from "./acme.ts";

/** A reply as the imaginary provider lists it: a chat's own time does not change with it. */
interface AcmeReply {
  id: string;
  chat_id: string;
  text: string;
  at: string;
}

type Acme = SourceContext<{ team?: string }, { token: string }>;

/** A page of one of the two lists; `page` from the answer before. */
export async function readPage(
  list: "chats" | "replies",
  { json, secret, window }: Acme & { window: { from: Date; to: Date } },
  page: string | undefined,
): Promise<{ items: SyncItem[]; next: string | undefined }> {
  const answer = await json(`https://api.acme.test/${list}`, {
    bearer: secret.token,
    query: { since: window.from, until: window.to, page },
  });
  const items: SyncItem[] = [];
  for (const one of answer[list]) {
    // A reply is the news; the whole chat is what is stored.
    items.push(
      list === "chats"
        ? toItem(one)
        : await acme.fetchOne!(one.chat_id, { json, secret } as Acme) as SyncItem,
    );
  }
  return { items, next: answer.next ?? undefined };
}

/** A sound source with two streams, each with a cursor of its own. */
export const acmeReplies = defineSource({
  ...acme,
  async *sync(context): AsyncGenerator<SyncItem> {
    for (const stream of ["chats", "replies"] as const) {
      let page = context.cursor(stream) as string | undefined;
      do {
        const { items, next } = await readPage(stream, context, page);
        yield* items;
        page = next;
        yield { type: "checkpoint", stream, cursor: page };
      } while (page);
    }
  },
});

/** As `startAcme`, with late replies in a list of their own. */
export function startAcmeReplies(): FakeProvider {
  const chats = startAcme();
  const replies: AcmeReply[] = [];
  let pageSize = 50;
  const server = new FakeServer(async (request) => {
    const url = new URL(request.url);
    if (url.pathname !== "/replies") {
      const headers = { authorization: request.headers.get("authorization") ?? "" };
      return await fetch(chats.server.url + url.pathname + url.search, { headers });
    }
    const since = url.searchParams.get("since")!;
    const until = url.searchParams.get("until")!;
    const start = Number(url.searchParams.get("page") ?? 0);
    const found = replies.filter(({ at }) => at >= since && at <= until);
    const next = start + pageSize < found.length ? String(start + pageSize) : null;
    return Response.json({ replies: found.slice(start, start + pageSize), next });
  });
  const closeServer = server.close.bind(server);
  server.close = async () => {
    await closeServer();
    await chats.server.close();
  };
  return {
    ...chats,
    server,
    setPageSize(size) {
      pageSize = size;
      chats.setPageSize(size);
    },
    putReply(key, text, at) {
      const id = `${key}-r${replies.length}`;
      replies.push({ id, chat_id: key, text, at: at.toISOString() });
      chats.chats.get(key)!.lines.push({ id, from: "team", text, at: at.toISOString() });
    },
  };
}
