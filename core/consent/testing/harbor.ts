import { z } from "zod";
import { CredentialError, defineSource, type ProviderChannel } from "../../contract/mod.ts";
import { FakeServer } from "../../plugin_kit/testing/fake_server.ts";

const HOST = "https://chat.harbor.test";

/** A sound source with channels for an imaginary provider that is connected by consent. */
export const harbor = defineSource({
  manifest: {
    contract: 1,
    id: "harbor",
    name: "Harbor Chat",
    summary: "Conversations of shared channels, while they go on",
    produces: "chat",
    hosts: ["chat.harbor.test"],
    limits: { requests: 1_000, perSeconds: 1 },
    defaultSchedule: "1h",
  },
  settings: z.object({
    digest: z.boolean().default(true).meta({ title: "Send a digest when a teammate takes over" }),
  }),
  secret: z.object({
    client_id: z.string().optional().meta({ title: "Client id" }),
    client_secret: z.string().min(4, "The client secret has at least 4 characters").optional()
      .meta({ title: "Client secret" }),
    token: z.string().meta({ title: "Bot token", description: "Begins with harbor-." }),
    socket_token: z.string().optional().meta({ title: "Socket token" }),
  }),

  async validateCredentials({ json, secret }) {
    const me = await json(`${HOST}/me`, { bearer: secret.token });
    if (me.error) throw new CredentialError("Harbor does not know this token.", "token");
    return { id: me.id, label: me.name };
  },

  async *sync({ channels, json, secret }) {
    for (const channel of await channels()) {
      if (!channel.backfillFrom) continue;
      const { threads } = await json(`${HOST}/channels/${channel.id}/threads`, {
        bearer: secret.token,
      });
      for (const { id, text, at } of threads) {
        yield {
          type: "conversation" as const,
          value: {
            externalId: `${channel.id}:${id}`,
            customer: { email: "jane@example.com" },
            messages: [{
              externalId: id,
              senderType: "user" as const,
              content: text,
              at: new Date(at),
            }],
          },
        };
      }
      yield { type: "checkpoint" as const, stream: channel.id, cursor: undefined };
    }
  },

  receive: {
    read({ body }) {
      const payload = JSON.parse(new TextDecoder().decode(body));
      const { account, id, channel } = payload;
      return { accounts: [account], delivery: { id, lane: channel, channel, payload } };
    },
    verify: ({ headers }, { token }) => Promise.resolve(headers.get("x-harbor-token") === token),
    async handle(payload, { ingest }) {
      const { channel, thread, id, text, at } = payload as Record<string, string>;
      await ingest([{
        externalId: `${channel}:${thread}`,
        customer: { email: "jane@example.com" },
        messages: [{ externalId: id, senderType: "user", content: text!, at: new Date(at!) }],
      }]);
    },
    wantsSocket: (_settings, { socket_token }) => socket_token !== undefined,
  },

  channels: {
    async *list({ json, secret }) {
      for (let page: number | null = 0; page !== null;) {
        const answer: { channels: ProviderChannel[]; next: number | null } = await json(
          `${HOST}/channels`,
          { bearer: secret.token, query: { page } },
        );
        yield answer.channels;
        page = answer.next;
      }
    },
    async join(id, { json, secret }) {
      const { ok } = await json(`${HOST}/channels/${id}/join`, { bearer: secret.token, body: {} });
      if (!ok) throw new Error("Invite @hissuno to this channel in Harbor, then try again.");
    },
    async leave(id, { json, secret }) {
      await json(`${HOST}/channels/${id}/leave`, { bearer: secret.token, body: {} });
    },
  },

  consent: {
    fields: ["client_id", "client_secret"],
    address({ secret }, { state, redirectUri }) {
      const url = new URL(`${HOST}/authorize`);
      url.search = String(
        new URLSearchParams({
          client_id: secret.client_id!,
          state,
          redirect_uri: redirectUri,
        }),
      );
      return url;
    },
    async exchange({ code, redirectUri, secret }, { json }) {
      const body = { code, redirect_uri: redirectUri, ...secret };
      const answer = await json(`${HOST}/token`, { body });
      if (!answer.token) throw new CredentialError(`Harbor refuses the code: ${answer.error}.`);
      return { ...secret, token: answer.token };
    },
  },

  setup: ({ events, redirect }) => [
    { title: "Make an app", text: "In Harbor, under Apps.", link: { label: "Apps", url: HOST } },
    {
      title: "Tell it our addresses",
      text: "Paste both.",
      copy: { label: "Addresses", text: `${events}\n${redirect}` },
    },
  ],
});

/** The imaginary provider as a real server, with its state to look at and to change. */
export interface FakeHarbor {
  server: FakeServer;
  channels: ProviderChannel[];
  /** Channels nobody may join unasked. */
  locked: Set<string>;
  threads: { channel: string; id: string; text: string; at: string }[];
  account: { id: string; name: string };
  /** Codes that can be traded once, with the address they were asked with. */
  codes: Map<string, string>;
  token: string;
  pageSize: number;
}

/** Starts Harbor with no channels. */
export function startHarbor(): FakeHarbor {
  const fake: Omit<FakeHarbor, "server"> = {
    channels: [],
    locked: new Set(),
    threads: [],
    account: { id: "T1", name: "Acme" },
    codes: new Map(),
    token: "harbor-token-1",
    pageSize: 200,
  };
  const server = new FakeServer((request, body) => {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/authorize") return authorize(fake, searchParams);
    if (pathname === "/token") return trade(fake, JSON.parse(body));
    if (request.headers.get("authorization") !== `Bearer ${fake.token}`) {
      return Response.json({ error: "unknown_token" });
    }
    if (pathname === "/me") return Response.json(fake.account);
    if (pathname === "/channels") return list(fake, Number(searchParams.get("page")));
    const [, id, action] = /^\/channels\/([^/]+)\/(\w+)$/.exec(pathname) ?? [];
    if (action === "threads") {
      return Response.json({ threads: fake.threads.filter(({ channel }) => channel === id) });
    }
    const channel = fake.channels.find((one) => one.id === id);
    if (!channel || (action === "join" && fake.locked.has(id!))) {
      return Response.json({ ok: false });
    }
    channel.isMember = action === "join";
    return Response.json({ ok: true });
  });
  return Object.assign(fake, { server });
}

/** A channel as the provider tells of it; public and without us unless told otherwise. */
export function fakeChannel(id: string, rest: Partial<ProviderChannel> = {}): ProviderChannel {
  return {
    id,
    name: id.toLowerCase(),
    isPrivate: false,
    isExternal: false,
    isArchived: false,
    isMember: false,
    memberCount: 3,
    ...rest,
  };
}

function authorize(fake: Pick<FakeHarbor, "codes">, query: URLSearchParams): Response {
  const back = query.get("redirect_uri")!;
  const code = `code-${fake.codes.size + 1}`;
  fake.codes.set(code, back);
  const link = (search: Record<string, string>) =>
    `${back}?${new URLSearchParams({ ...search, state: query.get("state")! })}`
      .replaceAll("&", "&amp;");
  const html = `<!doctype html><html lang="en"><title>Harbor</title><h1>Let Hissuno in?</h1>
<a href="${link({ code })}">Allow</a> <a href="${
    link({ error: "access_denied" })
  }">Deny</a></html>`;
  return new Response(html, { headers: { "content-type": "text/html" } });
}

function trade(
  fake: Pick<FakeHarbor, "codes" | "token">,
  given: { code: string; client_secret: string; redirect_uri: string },
): Response {
  const isRight = fake.codes.get(given.code) === given.redirect_uri &&
    given.client_secret === "harbor-secret";
  if (!isRight) return Response.json({ error: "bad_code_or_secret" });
  fake.codes.delete(given.code);
  return Response.json({ token: fake.token });
}

function list({ channels, pageSize }: Pick<FakeHarbor, "channels" | "pageSize">, page: number) {
  const start = page * pageSize;
  return Response.json({
    channels: channels.slice(start, start + pageSize),
    next: start + pageSize < channels.length ? page + 1 : null,
  });
}
