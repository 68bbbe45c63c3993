import type { PluginNames } from "./create.ts";

/** The source: manifest, form, credentials, sync. */
export function modFile({ id, title }: PluginNames): string {
  return `import { CredentialError, defineSource, ProviderError, type SyncItem, z } from "#plugin-kit";
import { toItem } from "./mapping.ts";

const API = "https://api.example.com";

/** Conversations from ${title}. */
export default defineSource({
  manifest: {
    contract: 1,
    id: "${id}",
    name: "${title}",
    summary: "Imports conversations from ${title}",
    produces: "chat",
    hosts: ["api.example.com"],
    limits: { requests: 60, perSeconds: 60 },
    defaultSchedule: "1h",
    dateFilter: "the date of the last change",
  },

  settings: z.object({
    workspace: z.string().trim().optional().meta({
      title: "Workspace",
      description: "Empty means all workspaces",
    }),
  }),

  secret: z.object({
    token: z.string().trim().min(8, "Paste the whole token").meta({
      title: "API token",
      description: "${title}: Settings > API > New token, with read access to conversations",
    }),
  }),

  async validateCredentials({ json, secret }) {
    try {
      // https://docs.example.com/api#account
      const account = await json(\`\${API}/account\`, { bearer: secret.token });
      return { id: String(account.id), label: String(account.name) };
    } catch (error) {
      if (error instanceof ProviderError && error.status === 401) {
        throw new CredentialError("${title} does not know this token. Copy it whole.", "token");
      }
      throw error;
    }
  },

  async *sync({ json, secret, settings, cursor, window }): AsyncGenerator<SyncItem<string>> {
    let page = cursor() as string | undefined;
    do {
      // https://docs.example.com/api#conversations: by change, oldest first
      const answer = await json(\`\${API}/conversations\`, {
        bearer: secret.token,
        query: { from: window.from, to: window.to, workspace: settings.workspace, page },
      });
      for (const one of answer.conversations) yield toItem(one);
      page = answer.next ?? undefined;
      yield { type: "checkpoint", cursor: page };
    } while (page);
  },

  async fetchOne(externalId, { json, secret }) {
    const id = encodeURIComponent(externalId);
    return toItem(await json(\`\${API}/conversations/\${id}\`, { bearer: secret.token }));
  },
});
`;
}

/** What the provider sends as what Hissuno stores: pure, with the provider's shape checked. */
export function mappingFile({ title }: PluginNames): string {
  return `import { mapped, shaped, type SyncItem, z } from "#plugin-kit";

/** A conversation as ${title} sends it; only what is read here. */
const conversation = z.object({
  id: z.string(),
  closed: z.boolean(),
  deleted: z.boolean().optional(),
  customer: z.object({ id: z.string(), email: z.string().nullish(), name: z.string().nullish() }),
  messages: z.array(z.object({
    id: z.string(),
    from: z.enum(["customer", "team", "bot", "note"]),
    text: z.string(),
    at: z.iso.datetime({ offset: true }),
  })),
});

const SENDERS = { customer: "user", team: "human_agent", bot: "bot" } as const;

/** A conversation as an item; what cannot be read is a problem of that item alone. */
export function toItem(raw: unknown): SyncItem<never> {
  const id = (raw as { id?: unknown } | null)?.id;
  const externalId = typeof id === "string" ? id : undefined;
  return mapped(externalId, \`Conversation \${externalId ?? "without an id"}\`, () => {
    const { id, closed, deleted, customer, messages } = shaped(conversation, raw);
    if (deleted) return { type: "deleted", externalId: id };
    return {
      type: "conversation",
      value: {
        externalId: id,
        status: closed ? "closed" : "active",
        customer: {
          externalId: customer.id,
          email: customer.email ?? undefined,
          name: customer.name ?? undefined,
        },
        // All there are: what is missing here was deleted there.
        isComplete: true,
        messages: messages.flatMap(({ id, from, text, at }) =>
          // Notes are for the team's eyes only.
          from === "note"
            ? []
            : [{ externalId: id, senderType: SENDERS[from], content: text, at: new Date(at) }]
        ),
      },
    };
  });
}
`;
}

/** Tests of the mapping. */
export function mappingTestFile({ title }: PluginNames): string {
  return `import assert from "node:assert/strict";
import { toItem } from "./mapping.ts";

const at = "2026-11-20T10:00:00Z";
const raw = {
  id: "12345678901234567890",
  closed: true,
  customer: { id: "c1", email: "ada@example.com", name: null },
  messages: [
    { id: "m1", from: "customer", text: "Where is the export?", at },
    { id: "m2", from: "note", text: "Asked twice already", at },
    { id: "m3", from: "team", text: "Under Settings.", at },
  ],
};

Deno.test("A conversation of ${title} keeps its id, its customer and who said what", () => {
  const item = toItem(raw);
  assert.ok(item.type === "conversation");
  assert.equal(item.value.externalId, raw.id);
  assert.deepEqual(item.value.customer, {
    externalId: "c1",
    email: "ada@example.com",
    name: undefined,
  });
  const said = item.value.messages.map(({ senderType, content }) => [senderType, content]);
  assert.deepEqual(said, [["user", "Where is the export?"], ["human_agent", "Under Settings."]]);
});

Deno.test("What cannot be read is a problem that names the field", () => {
  const wrong = { ...raw, messages: [{ ...raw.messages[0], text: null }] };
  for (const value of [wrong, null, "<html>", {}, { id: 7 }]) {
    const item = toItem(value);
    assert.ok(item.type === "problem");
    assert.match(item.message, /^Conversation .+ could not be read\\. .+: .+/);
  }
});
`;
}

/** Tests of the source against its fake. */
export function modTestFile({ title }: PluginNames): string {
  return `import { testSource } from "#plugin-kit/testing";
import plugin from "./mod.ts";
import { startFake } from "./testing/fake.ts";

// Every rule that sources keep, as a test: ${title} against its fake, a real HTTP server.
testSource(plugin, startFake);
`;
}
