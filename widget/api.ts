import type { Config, Message, NewMessage, Session, User } from "./protocol.ts";

/** An answer of the server that is not a success. Status 0 means that there was none. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly status: number,
    /** Seconds the server asks to wait, or null. */
    readonly retryAfter: number | null = null,
  ) {
    super(message);
  }
}

/** Whether sending the same again later can succeed. */
export function isTemporary(error: unknown): boolean {
  const status = error instanceof ApiError ? error.status : 0;
  return status === 0 || status === 408 || status === 429 || status >= 500;
}

/** How far the server believes the page. */
interface Identified {
  identity: string;
}

/** The calls of the protocol. All of them throw {@link ApiError}. */
export interface Api {
  config(): Promise<Config>;
  send(message: NewMessage): Promise<{ session: Session; message: Message }>;
  identify(sessionId: string, user: User, metadata?: Record<string, unknown>): Promise<Identified>;
  sessions(): Promise<{ sessions: Session[] }>;
  typing(sessionId: string): Promise<unknown>;
  /** Resolves when the head of the answer is there. */
  stream(sessionId: string, signal: AbortSignal): Promise<Response>;
}

const TIMEOUT_MILLISECONDS = 20_000;
// Browsers refuse larger bodies that may outlive the page.
const KEEPALIVE_LIMIT = 16_000;

/** The client of one project; `token` gives the visitor's secret at the moment of each call. */
export function createApi(host: string, projectId: string, token: () => string): Api {
  const base = `${host}/plugins/widget/${encodeURIComponent(projectId)}`;

  async function open(path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers: Record<string, string> = {};
    if (path !== "/config") headers.authorization = `Bearer ${token()}`;
    if (text) headers["content-type"] = "application/json";
    let answer: Response;
    try {
      answer = await fetch(base + path, {
        method: text ? "POST" : "GET",
        headers,
        body: text,
        signal,
        credentials: "omit",
        keepalive: !!text && text.length < KEEPALIVE_LIMIT,
      });
    } catch (error) {
      throw new ApiError(String(error), 0);
    }
    if (answer.ok) return answer;
    const { error } = await answer.json().catch(() => ({}));
    const wait = Number(answer.headers.get("retry-after")) || null;
    throw new ApiError(String(error ?? answer.status), answer.status, wait);
  }

  async function call<Answer>(path: string, body?: unknown): Promise<Answer> {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), TIMEOUT_MILLISECONDS);
    try {
      const answer = await open(path, body, controller.signal);
      return answer.status === 204 ? undefined as Answer : await answer.json();
    } catch (error) {
      // A page of a proxy in place of JSON counts as no answer.
      throw error instanceof ApiError ? error : new ApiError(String(error), 0);
    } finally {
      clearTimeout(timer);
    }
  }

  const session = (id: string) => `/sessions/${encodeURIComponent(id)}`;
  return {
    config: () => call("/config"),
    send: (message) => call("/messages", message),
    identify: (session_id, user, metadata) => call("/identify", { session_id, user, metadata }),
    sessions: () => call("/sessions"),
    typing: (id) => call(`${session(id)}/typing`, {}),
    stream: (id, signal) => open(`${session(id)}/stream`, undefined, signal),
  };
}
