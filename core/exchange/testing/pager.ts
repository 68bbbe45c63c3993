import { z } from "zod";
import { CredentialError, defineSource, type LiveConnection } from "../../contract/mod.ts";
import { constantTimeEqual, hmacSha256Hex } from "../../crypto.ts";
import { invalid } from "../../errors.ts";

/** What the imaginary provider sends. */
export interface Page {
  account?: string;
  /** A question about the address itself. */
  challenge?: string;
  id?: string;
  lane?: string;
  order?: string;
  channel?: string;
  thread?: string;
  message?: string;
  text?: string;
  /** Has the handler ask the provider first. */
  asks?: boolean;
  /** Has the handler fail. */
  fails?: "always" | "revoked";
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** A small live source for an imaginary provider: what the tests of deliveries and sockets run. */
export const pager = defineSource({
  manifest: {
    contract: 1,
    id: "pager",
    name: "Pager",
    summary: "Takes pages",
    produces: "chat",
    hosts: ["api.pager.test"],
    limits: { requests: 1_000, perSeconds: 1 },
  },
  settings: z.object({ socket: z.string().optional() }),
  secret: z.object({ signing: z.string().min(8) }),

  async validateCredentials({ json, secret }) {
    const me = await json("https://api.pager.test/me", { bearer: secret.signing });
    return { id: me.id, label: me.name };
  },

  async *sync({ json, window }) {
    await json("https://api.pager.test/history", { query: { since: window.from } });
    yield { type: "checkpoint", cursor: undefined };
  },

  receive: {
    read({ body }) {
      const page = asPage(body);
      const accounts = page.account === undefined ? [] : [page.account];
      if (page.challenge !== undefined) return { accounts, answer: page.challenge };
      return { accounts, ...(page.id === undefined ? {} : { delivery: deliveryOf(page) }) };
    },

    async verify({ headers, body }, { signing }, at) {
      const time = headers.get("x-pager-time") ?? "";
      if (Math.abs(Number(time) - at.getTime()) > 300_000) return false;
      const expected = await hmacSha256Hex(signing, `${time}.${decoder.decode(body)}`);
      return constantTimeEqual(headers.get("x-pager-signature") ?? "", expected);
    },

    async handle(payload, connection) {
      const page = payload as Page;
      if (page.asks) {
        const address = "https://api.pager.test/asked";
        await connection.json(address, { query: { id: page.id }, method: "POST" });
      }
      if (page.fails === "always") throw new Error("The page is torn");
      if (page.fails === "revoked") throw new CredentialError("Pager was uninstalled. Connect it.");
      if (page.text === undefined) return;
      await connection.ingest([{
        externalId: page.thread ?? "thread-1",
        isLive: true,
        onClosed: "reopen",
        messages: [{
          externalId: page.message ?? page.id,
          senderType: "user",
          content: page.text,
        }],
      }]);
    },

    wantsSocket: (settings) => settings.socket !== undefined,

    async socket(connection, deliver) {
      await holdSocket(connection as LiveConnection<{ socket?: string }>, deliver);
    },
  },
});

/** As the provider says it, in the form that is stored. */
export function deliveryOf(page: Page) {
  return {
    id: page.id!,
    lane: page.lane ?? page.channel ?? "all",
    order: page.order,
    channel: page.channel,
    payload: page,
  };
}

/** Signs a page as the provider does. */
export async function signed(page: Page, signing: string, at: Date): Promise<Request> {
  const body = JSON.stringify(page);
  const time = String(at.getTime());
  const signature = await hmacSha256Hex(signing, `${time}.${body}`);
  return new Request("http://localhost/plugins/pager/events", {
    method: "POST",
    headers: { "x-pager-time": time, "x-pager-signature": signature },
    body,
  });
}

function asPage(body: Uint8Array): Page {
  const page: unknown = JSON.parse(decoder.decode(body));
  if (page === null || typeof page !== "object") throw invalid("body", "The body is no page.");
  return page;
}

/** Listens until told to stop; each page is confirmed once it is stored. */
async function holdSocket(
  { settings, signal }: LiveConnection<{ socket?: string }>,
  deliver: (delivery: ReturnType<typeof deliveryOf>) => Promise<void>,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket = new WebSocket(settings.socket!);
  const stop = () => socket.close();
  signal.addEventListener("abort", stop, { once: true });
  socket.onmessage = async ({ data }) => {
    const page = JSON.parse(data) as Page;
    await deliver(deliveryOf(page));
    socket.send(page.id!);
  };
  socket.onerror = () => reject(new Error("The socket broke"));
  socket.onclose = () => resolve();
  await promise.finally(() => signal.removeEventListener("abort", stop));
}
