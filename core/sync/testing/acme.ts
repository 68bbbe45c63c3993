import { z } from "zod";
import { type Conversation, defineSource, type SyncItem } from "../../contract/mod.ts";
import { FakeServer } from "../../plugin_kit/testing/fake_server.ts";
import type { FakeItem, FakeProvider } from "../../plugin_kit/testing/fake_provider.ts";

/** A chat as the imaginary provider sends it. */
interface AcmeChat {
  id: string;
  updated_at: string;
  closed: boolean;
  customer: { email: string };
  lines: { id: string; from: "customer" | "team" | "note"; text: string; at: string }[];
}

/** A sound source for an imaginary provider: what the engine's own tests run. */
export const acme = defineSource({
  manifest: {
    contract: 1,
    id: "acme",
    name: "Acme Chat",
    summary: "Imports chats",
    produces: "chat",
    hosts: ["api.acme.test"],
    limits: { requests: 1_000, perSeconds: 1 },
  },
  settings: z.object({ team: z.string().optional() }),
  secret: z.object({ token: z.string().min(8, "The token has at least 8 characters") }),

  async validateCredentials({ json, secret }) {
    const me = await json("https://api.acme.test/me", { bearer: secret.token });
    return { id: me.id, label: me.workspace };
  },

  async *sync({ json, secret, cursor, window }): AsyncGenerator<SyncItem> {
    let page = cursor() as string | undefined;
    do {
      const answer = await json("https://api.acme.test/chats", {
        bearer: secret.token,
        query: { since: window.from, until: window.to, page },
      });
      for (const chat of answer.chats) yield toItem(chat);
      page = answer.next ?? undefined;
      yield { type: "checkpoint", cursor: page };
    } while (page);
  },

  async fetchOne(id, { json, secret }) {
    return toItem(await json(`https://api.acme.test/chats/${id}`, { bearer: secret.token }));
  },
});

/** A chat as an item; pure. */
export function toItem(chat: AcmeChat & { deleted?: boolean }): SyncItem {
  if (chat.deleted) return { type: "deleted", externalId: chat.id };
  const value: Conversation & { externalId: string } = {
    externalId: chat.id,
    status: chat.closed ? "closed" : "active",
    customer: { email: chat.customer?.email },
    isComplete: true,
    messages: (chat.lines ?? []).filter(({ from }) => from !== "note").map((line) => ({
      externalId: line.id,
      senderType: line.from === "customer" ? "user" : "human_agent",
      content: line.text,
      at: new Date(line.at),
    })),
  };
  return { type: "conversation", value };
}

/** The imaginary provider as a real server: chats ordered by change, pages by position. */
export function startAcme(): FakeProvider & { chats: Map<string, AcmeChat> } {
  const chats = new Map<string, AcmeChat & { deleted?: boolean }>();
  const token = "acme-token-123456";
  let pageSize = 50;
  let repeats = false;

  const server = new FakeServer((request) => {
    const url = new URL(request.url);
    if (request.headers.get("authorization") !== `Bearer ${token}`) {
      return Response.json({ error: "unauthorized" }, { status: 401 });
    }
    if (url.pathname === "/me") return Response.json({ id: "w1", workspace: "Acme Inc." });
    const one = /^\/chats\/(.+)$/.exec(url.pathname);
    if (one) return Response.json(chats.get(one[1]!) ?? null);
    const since = url.searchParams.get("since") ?? "";
    const until = url.searchParams.get("until") ?? "";
    const start = Number(url.searchParams.get("page") ?? 0);
    const found = [...chats.values()]
      .filter((chat) => chat.updated_at >= since && chat.updated_at <= until)
      .sort((a, b) => (a.updated_at < b.updated_at ? -1 : 1));
    const next = start + pageSize < found.length ? start + pageSize : null;
    return Response.json({
      chats: found.slice(start, start + pageSize),
      next: repeats ? "0" : next === null ? null : String(next),
    });
  });

  return {
    server,
    chats,
    credentials: { settings: {}, secret: { token } },
    badCredentials: { settings: {}, secret: { token: "wrong-token-000" } },
    put: ({ key, text, at }: FakeItem) => {
      chats.set(key, {
        id: key,
        updated_at: at.toISOString(),
        closed: false,
        customer: { email: `${key}@example.com` },
        lines: [{ id: `${key}-1`, from: "customer", text, at: at.toISOString() }],
      });
    },
    setPageSize: (size) => void (pageSize = size),
    malform: (key) => void (chats.get(key)!.lines[0]!.text = null as never),
    repeatCursor: () => void (repeats = true),
    remove: (key) => {
      const chat = chats.get(key)!;
      Object.assign(chat, { deleted: true, updated_at: new Date().toISOString() });
    },
    putNote: (key, text) => {
      const chat = chats.get(key)!;
      chat.lines.push({ id: `${key}-n`, from: "note", text, at: chat.updated_at });
    },
    externalId: (key) => key,
  };
}
