import type { Draft, Message, NewMessage, Session, StreamEvents } from "../protocol.ts";
import type { WidgetFile } from "../build.ts";

/** A conversation as the fake keeps it. */
export interface FakeSession {
  visitor: string;
  session: Session;
  messages: Message[];
  draft: Draft | null;
  user?: unknown;
  metadata?: unknown;
}

type Listener = (text: string) => void;

const CORS = {
  "access-control-allow-headers": "authorization, content-type",
  "access-control-allow-methods": "GET, POST, OPTIONS",
  "access-control-expose-headers": "Retry-After",
  "access-control-max-age": "7200",
  vary: "Origin",
};

/**
 * A server that speaks the widget protocol over real HTTP and keeps everything in memory. Tests
 * decide what the other side says, and what goes wrong.
 */
export class FakeServer {
  readonly projectId = "proj_test";
  config = {
    project_id: this.projectId,
    title: "Acme support",
    greeting: "Hello! Ask me anything about Acme.",
    agent_name: "Acme assistant",
    color: null as string | null,
    idle_minutes: 15,
    app: "",
  };
  readonly sessions = new Map<string, FakeSession>();
  /** Every body of `POST messages` that arrived, repetitions included. */
  readonly received: NewMessage[] = [];
  /** Number of calls by path, without the project. */
  readonly calls: string[] = [];
  typingCalls = 0;
  /** Answers `POST messages` with this status and error as long as it is set. */
  failing: { status: number; error: string; retryAfter?: number } | null = null;
  /** So many times the message is stored and the answer is lost. */
  loseAnswers = 0;
  /** Origins that are served; null: all. */
  allowedOrigins: string[] | null = null;
  /** Called for each new message of the visitor. */
  onMessage: (fake: FakeSession, message: Message) => void = () => {};
  private readonly listeners = new Map<string, Set<{ send: Listener; end(): void }>>();
  private readonly server: Deno.HttpServer<Deno.NetAddr>;
  private count = 0;

  constructor(private readonly files: WidgetFile[], port = 0) {
    this.config.app = files.find((file) => file.immutable)?.path ?? "";
    this.server = Deno.serve(
      { port, hostname: "127.0.0.1", onListen() {} },
      (request) => this.handle(request),
    );
  }

  /** Address without a slash at its end. */
  get url(): string {
    return `http://127.0.0.1:${this.server.addr.port}`;
  }

  /** The only session there is; most tests have one. */
  get only(): FakeSession {
    const [first] = this.sessions.values();
    if (!first) throw new Error("No session was made yet");
    return first;
  }

  /** Ends all connections. */
  async close(): Promise<void> {
    this.dropStreams();
    await this.server.shutdown();
  }

  private async handle(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const origin = request.headers.get("origin");
    const headers = new Headers({ ...CORS, "access-control-allow-origin": origin ?? "*" });
    const json = (value: unknown, status = 200) => Response.json(value, { status, headers });
    const file = this.files.find((each) => each.path === pathname);
    if (file) {
      headers.set("content-type", "text/javascript; charset=utf-8");
      return new Response(file.contents as BodyInit, { headers });
    }
    if (request.method === "OPTIONS") return new Response(null, { status: 204, headers });
    const [, project, ...rest] = /^\/plugins\/widget\/([^/]+)\/(.*)$/.exec(pathname) ?? [];
    if (project !== this.projectId) return json({ error: "Project not found." }, 404);
    this.calls.push(rest[0]!);
    if (this.allowedOrigins && !this.allowedOrigins.includes(origin ?? "")) {
      return json({ error: "This origin is not allowed." }, 403);
    }
    if (rest[0] === "config") return json(this.config);
    const visitor = request.headers.get("authorization")?.replace("Bearer ", "");
    if (!visitor) return json({ error: "Authorization is missing." }, 401);
    if (rest[0] === "messages") {
      const { failing } = this;
      if (failing) {
        if (failing.retryAfter) headers.set("retry-after", String(failing.retryAfter));
        return json({ error: failing.error }, failing.status);
      }
      const answer = this.store(visitor, await request.json());
      if (this.loseAnswers > 0) {
        this.loseAnswers--;
        return json({ error: "Lost." }, 502);
      }
      return json(answer, 201);
    }
    if (rest[0] === "sessions") {
      const mine = [...this.sessions.values()].filter((each) => each.visitor === visitor);
      return json({ sessions: mine.map((each) => each.session).reverse() });
    }
    if (rest[0] === "identify") {
      const body = await request.json();
      const fake = this.sessions.get(body.session_id)!;
      fake.user = body.user;
      fake.metadata = body.metadata;
      return json({ session: fake.session });
    }
    const [, id, action] = rest[0]!.split("/");
    const fake = this.sessions.get(id!);
    if (!fake || fake.visitor !== visitor) return json({ error: "Session not found." }, 404);
    if (action === "typing") {
      this.typingCalls++;
      return new Response(null, { status: 204, headers });
    }
    if (action === "stream") {
      headers.set("content-type", "text/event-stream");
      return new Response(this.stream(fake), { headers });
    }
    return json(this.snapshot(fake));
  }

  private store(visitor: string, body: NewMessage) {
    this.received.push(body);
    for (const { session, messages } of this.sessions.values()) {
      const known = messages.find((message) => message.client_id === body.client_id);
      if (known) return { session, message: known };
    }
    const given = this.sessions.get(body.session_id ?? "");
    const fake = given?.session.status === "active" ? given : this.openSession(visitor, body.text);
    fake.user = body.user ?? fake.user;
    fake.metadata = body.metadata ?? fake.metadata;
    const message = this.addMessage(fake, {
      role: "user",
      sender_type: "user",
      content: body.text,
      client_id: body.client_id,
    });
    queueMicrotask(() => this.onMessage(fake, message));
    return { session: fake.session, message };
  }

  private openSession(visitor: string, preview: string): FakeSession {
    const now = new Date().toISOString();
    const session: Session = {
      id: `sess_${++this.count}`,
      status: "active",
      is_human_takeover: false,
      human_name: null,
      closed_by: null,
      message_count: 0,
      preview: preview.slice(0, 200),
      created_at: now,
      last_activity_at: now,
    };
    const fake = { visitor, session, messages: [], draft: null };
    this.sessions.set(session.id, fake);
    return fake;
  }

  /** Adds a message to a session and tells the open streams. */
  addMessage(fake: FakeSession, values: Partial<Message> & { content: string }): Message {
    const message: Message = {
      id: `msg_${++this.count}`,
      client_id: null,
      sequence: fake.messages.length + 1,
      role: "assistant",
      sender_type: "ai",
      sender_name: null,
      sources: [],
      created_at: new Date().toISOString(),
      ...values,
    };
    fake.messages.push(message);
    fake.session = {
      ...fake.session,
      message_count: fake.messages.length,
      last_activity_at: message.created_at,
    };
    this.tell(fake, "message", { message });
    return message;
  }

  /** Writes an answer piece by piece, as a model does; resolves when it is stored. */
  async streamAnswer(fake: FakeSession, text: string, values: Partial<Message> = {}, pause = 15) {
    const message_id = values.id ?? `msg_${++this.count}`;
    fake.draft = { message_id, text: "" };
    for (let offset = 0; offset < text.length; offset += 6) {
      const piece = text.slice(offset, offset + 6);
      if (!fake.draft) return;
      fake.draft = { message_id, text: fake.draft.text + piece };
      this.tell(fake, "draft", { message_id, offset, text: piece });
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    if (!fake.draft) return;
    fake.draft = null;
    this.addMessage(fake, { ...values, id: message_id, content: text });
    this.tell(fake, "draft_end", { message_id, stored: true });
  }

  /** A teammate takes over; an answer that is being written is dropped. */
  takeOver(fake: FakeSession, name: string): void {
    if (fake.draft) {
      this.tell(fake, "draft_end", { message_id: fake.draft.message_id, stored: false });
      fake.draft = null;
    }
    this.change(fake, { is_human_takeover: true, human_name: name });
  }

  /** Changes the session and tells the open streams. */
  change(fake: FakeSession, values: Partial<Session>): void {
    fake.session = { ...fake.session, ...values };
    this.tell(fake, "session", { session: fake.session });
  }

  /** Sends an event to the open streams of a session. */
  tell<Name extends keyof StreamEvents>(fake: FakeSession, name: Name, data: StreamEvents[Name]) {
    const text = `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
    this.listeners.get(fake.session.id)?.forEach(({ send }) => send(text));
  }

  /** Number of open streams. */
  get streams(): number {
    return [...this.listeners.values()].reduce((sum, each) => sum + each.size, 0);
  }

  /** Cuts all streams, as a proxy or a restart would. */
  dropStreams(): void {
    for (const each of this.listeners.values()) each.forEach((listener) => listener.end());
  }

  private snapshot({ session, messages, draft }: FakeSession) {
    return { session, messages, draft };
  }

  private stream(fake: FakeSession): ReadableStream<Uint8Array> {
    const encoder = new TextEncoder();
    const all = this.listeners.get(fake.session.id) ?? new Set();
    this.listeners.set(fake.session.id, all);
    let listener: { send: Listener; end(): void };
    return new ReadableStream({
      start: (controller) => {
        listener = {
          send: (text) => controller.enqueue(encoder.encode(text)),
          end: () => {
            all.delete(listener);
            controller.close();
          },
        };
        all.add(listener);
        listener.send(
          `: hello\n\nevent: snapshot\ndata: ${JSON.stringify(this.snapshot(fake))}\n\n`,
        );
      },
      cancel: () => void all.delete(listener),
    });
  }
}
