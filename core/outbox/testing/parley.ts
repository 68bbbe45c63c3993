import { z } from "zod";
import {
  CredentialError,
  defineSource,
  type LiveConnection,
  type OutgoingSession,
  type ProviderRequest,
  RefusedReply,
  type SourcePlugin,
} from "../../contract/mod.ts";

const HOST = "https://api.parley.test";

interface Post {
  id: string;
  mark: string;
}

/** Calls the provider, and says what its refusals mean. */
async function call(connection: LiveConnection, path: string, request: ProviderRequest = {}) {
  const { secret, fetch } = connection as LiveConnection<unknown, { token: string }>;
  const response = await fetch(HOST + path, { bearer: secret.token, ...request });
  const text = await response.text();
  if (response.status === 401) throw new CredentialError("Parley has revoked the token.");
  if (response.status === 422) throw new RefusedReply("The thread is locked.");
  if (!response.ok) throw new Error(`Parley answered ${response.status}`);
  return text === "" ? null : JSON.parse(text);
}

const thread = ({ externalId }: OutgoingSession) => `/threads/${encodeURIComponent(externalId)}`;

/** A sound live source for an imaginary provider: what the outbox's own tests send through. */
export const parley: SourcePlugin = defineSource({
  manifest: {
    contract: 1,
    id: "parley",
    name: "Parley",
    summary: "Talks in threads",
    produces: "chat",
    hosts: ["api.parley.test"],
    limits: { requests: 1_000, perSeconds: 1 },
  },
  secret: z.object({ token: z.string() }),
  validateCredentials: () => Promise.resolve({ id: "team", label: "Team" }),
  async *sync() {},

  replies: {
    async send(session, message, connection, attempt) {
      const streamed = await connection.records.get<{ stream: string }>("stream", message.id);
      if (attempt > 1) {
        const posts: Post[] = await call(connection, `${thread(session)}/posts`);
        const known = posts.find(({ mark }) => mark === message.id);
        if (known) return { externalId: known.id };
      }
      const body = { mark: message.id, text: message.content, by: message.senderName };
      const path = streamed ? `/streams/${streamed.stream}/stop` : `${thread(session)}/posts`;
      const { id } = await call(connection, path, { method: "POST", body, once: true });
      if (streamed) await connection.records.delete("stream", message.id);
      return { externalId: id };
    },
    async edit(_session, message, connection) {
      const body = { text: message.content };
      await call(connection, `/posts/${message.externalId}`, { method: "PUT", body });
    },
    async delete(_session, externalId, connection) {
      await call(connection, `/posts/${externalId}`, { method: "DELETE" });
    },
    async stream(session, { id }, connection) {
      const { stream } = await call(connection, `${thread(session)}/streams`, { method: "POST" });
      await connection.records.set("stream", id, { stream });
      let work = Promise.resolve();
      return {
        write(text) {
          const request = { method: "PUT", body: { text } } as const;
          work = work.then(() => call(connection, `/streams/${stream}`, request));
          work.catch(() => {});
        },
        close: () => work.catch(() => {}),
      };
    },
    async discard(_session, { id }, connection) {
      const streamed = await connection.records.get<{ stream: string }>("stream", id);
      if (!streamed) return;
      await call(connection, `/streams/${streamed.stream}`, { method: "DELETE" });
      await connection.records.delete("stream", id);
    },
    async ownerChanged(session, teammate, connection) {
      const body = { owner: teammate && `${teammate.name} <${teammate.email}>` };
      await call(connection, `${thread(session)}/owner`, { method: "PUT", body });
    },
  },
});
