import type { PluginNames } from "./create.ts";

/** A provider's stand-in with state, pages, a key, deletions and internal notes. */
export function fakeFile({ title }: PluginNames): string {
  return `import { type FakeProvider, FakeServer } from "#plugin-kit/testing";

interface FakeConversation {
  id: string;
  changed: string;
  closed: boolean;
  deleted?: boolean;
  customer: { id: string; email: string; name: string | null };
  messages: { id: string; from: string; text: string; at: string }[];
}

const TOKEN = "fake-token-0123456789";

/** ${title} as a real server: conversations in the order of their change, a page at a time. */
export function startFake(): FakeProvider {
  const all = new Map<string, FakeConversation>();
  let pageSize = 50;
  let repeats = false;

  const server = new FakeServer((request) => {
    const { pathname, searchParams: query } = new URL(request.url);
    if (request.headers.get("authorization") !== \`Bearer \${TOKEN}\`) {
      return Response.json({ error: "Unknown token" }, { status: 401 });
    }
    if (pathname === "/account") return Response.json({ id: "a1", name: "Example Inc." });
    const id = /^\\/conversations\\/(.+)$/.exec(pathname)?.[1];
    if (id) {
      const one = all.get(decodeURIComponent(id));
      return Response.json(one ?? { error: "Not found" }, { status: one ? 200 : 404 });
    }
    const found = [...all.values()]
      .filter(({ changed }) => changed >= query.get("from")! && changed <= query.get("to")!)
      .sort((a, b) => (a.changed < b.changed ? -1 : 1));
    const start = Number(query.get("page") ?? 0);
    const next = start + pageSize < found.length ? String(start + pageSize) : null;
    return Response.json({
      conversations: found.slice(start, start + pageSize),
      next: repeats ? "0" : next,
    });
  });

  return {
    server,
    credentials: { settings: {}, secret: { token: TOKEN } },
    badCredentials: { settings: {}, secret: { token: "wrong-token-987654" } },
    put({ key, text, at }) {
      const changed = at.toISOString();
      all.set(key, {
        id: key,
        changed,
        closed: false,
        customer: { id: \`c-\${key}\`, email: \`\${key}@example.com\`, name: null },
        messages: [{ id: \`\${key}-1\`, from: "customer", text, at: changed }],
      });
    },
    putNote(key, text) {
      const { messages, changed } = all.get(key)!;
      messages.push({ id: \`\${key}-note\`, from: "note", text, at: changed });
    },
    remove(key) {
      Object.assign(all.get(key)!, { deleted: true, changed: new Date().toISOString() });
    },
    malform: (key) => void (all.get(key)!.messages[0]!.text = null as never),
    setPageSize: (size) => void (pageSize = size),
    repeatCursor: () => void (repeats = true),
    externalId: (key) => key,
  };
}
`;
}
