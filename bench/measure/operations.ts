import { connect, type Sql } from "../../core/db/mod.ts";
import type { SessionFilter } from "../../core/sessions/mod.ts";
import { appendMessage, listSessions, updateSession } from "../../core/sessions/mod.ts";
import { writeCursor } from "../../core/sessions/list_cursor.ts";
import { transaction } from "../../core/db/mod.ts";
import { NEWEST, projectId, RARE_TAG } from "../fill/conversations.ts";
import { COMMON, MEDIUM, RARE } from "../fill/words.ts";
import { keyOf } from "../generate.ts";
import { bareCreate, bareList, bareRead, rowAtDepth, sampleIds } from "./bare_sql.ts";
import { type BenchRequest, HttpConnection } from "./http_connection.ts";
import type { Work } from "./rounds.ts";

/** A call of the API, and the same SQL without the server. */
export interface Operation {
  name: string;
  http: Work;
  bare: Work;
}

const CALLERS = 16;
/** What few sessions have: pages of as many rows as a thousand sessions fill, so that like is compared. */
const FEW = { limit: 3 };
const project = projectId(0);
const path = `/api/projects/${project}/sessions`;
const person = { id: null, kind: "api" as const };
const day = (back: number) => new Date(NEWEST - back * 86_400_000);

/** One database under measurement: its connections and what is done with them. */
export class Target {
  readonly sql: Sql;
  readonly operations: Operation[] = [];
  #connections: HttpConnection[] = [];
  #ids: string[] = [];
  #made: string[] = [];
  #count = 0;

  private constructor(databaseUrl: string) {
    this.sql = connect(databaseUrl, { max: 10, applicationName: "hissuno-bench" });
  }

  /** Connects to a running server and to its database. */
  static async open(url: string, databaseUrl: string): Promise<Target> {
    const target = new Target(databaseUrl);
    for (let caller = 0; caller < CALLERS; caller++) {
      target.#connections.push(await HttpConnection.open(url));
    }
    target.#ids = await sampleIds(target.sql, project, 500);
    target.#addWrites();
    target.#addReads();
    await target.#addLists();
    return target;
  }

  /** Ends all connections. */
  async close(): Promise<void> {
    for (const connection of this.#connections) connection.close();
    await this.sql.end();
  }

  async #send(caller: number, request: BenchRequest): Promise<string> {
    const answer = await this.#connections[caller % CALLERS]!.send({
      ...request,
      headers: { authorization: `Bearer ${keyOf(0)}` },
    });
    if (answer.status >= 300) throw new Error(`${answer.status}: ${answer.body.slice(0, 300)}`);
    return answer.body;
  }

  #addWrites(): void {
    const contents = (turn: number) => [
      `Hello, ${COMMON} help me with order ${turn}, it did not arrive`,
      "I am looking into it, can you tell me when you ordered",
      "It was last week, I also wrote an email about it",
    ];
    // Known people: who is new costs four statements more, here as there.
    const email = (turn: number) => `person${turn % 20}@company${turn % 20}.example`;
    this.operations.push({
      name: "create, 3 messages",
      http: async (caller, turn) => {
        const body = await this.#send(caller, {
          method: "POST",
          path,
          body: JSON.stringify({
            name: "Bench",
            tags: ["bug"],
            user_metadata: { email: email(turn), name: "Bench" },
            messages: contents(turn).map((content, place) => ({
              role: place === 1 ? "assistant" : "user",
              content,
            })),
          }),
        });
        this.#made.push(JSON.parse(body).session.id);
      },
      bare: async (_caller, turn) => {
        const id = `sess_bare${String(++this.#count).padStart(8, "0")}${crypto.randomUUID()}`;
        await bareCreate(this.sql, project, id, contents(turn), email(turn));
      },
    });
    const idOf = (caller: number, turn: number) =>
      this.#ids[(caller * 31 + turn) % this.#ids.length]!;
    this.operations.push({
      name: "append a message",
      http: (caller, turn) =>
        this.#send(caller, {
          method: "POST",
          path: `${path}/${this.#made[turn % this.#made.length]}/messages`,
          body: JSON.stringify({ role: "user", content: `One more thing about order ${turn}` }),
        }),
      bare: (_caller, turn) =>
        transaction(
          this.sql,
          (tx) =>
            appendMessage(tx, project, this.#made[turn % this.#made.length]!, {
              senderType: "user",
              content: `One more thing about order ${turn}`,
            }),
        ),
    }, {
      name: "change status",
      http: (caller, turn) =>
        this.#send(caller, {
          method: "PATCH",
          path: `${path}/${idOf(caller, turn)}`,
          body: JSON.stringify({ status: turn % 2 ? "closed" : "active" }),
        }),
      bare: (caller, turn) =>
        updateSession(
          this.sql,
          project,
          idOf(caller, turn),
          { status: turn % 2 ? "closed" : "active" },
          person,
        ),
    });
  }

  #addReads(): void {
    const idOf = (caller: number, turn: number) =>
      this.#ids[(caller * 31 + turn) % this.#ids.length]!;
    this.operations.push({
      name: "read one",
      http: (caller, turn) =>
        this.#send(caller, { method: "GET", path: `${path}/${idOf(caller, turn)}` }),
      bare: (caller, turn) => bareRead(this.sql, project, idOf(caller, turn)),
    }, {
      name: "list 50",
      http: (caller) => this.#send(caller, { method: "GET", path }),
      bare: () => bareList(this.sql, project),
    }, {
      name: "list 50, status",
      http: (caller) => this.#send(caller, { method: "GET", path: `${path}?status=closed` }),
      bare: () => bareList(this.sql, project, "closed"),
    });
  }

  async #addLists(): Promise<void> {
    const contactId = await this.#contactId();
    const [dateFrom, dateTo] = [day(400), day(200)];
    this.#addList("source", "source=slack", { source: "slack" });
    this.#addList("source and status", "source=slack&status=active", {
      source: "slack",
      status: "active",
    }, FEW);
    this.#addList("common tag", "tags=bug", { tags: ["bug"] });
    this.#addList("rare tag", `tags=${RARE_TAG}`, { tags: [RARE_TAG] }, FEW);
    this.#addList("tag and status", "tags=bug&status=active", { tags: ["bug"], status: "active" });
    this.#addList(
      "dates",
      `dateFrom=${dateFrom.toISOString()}&dateTo=${dateTo.toISOString()}`,
      { dateFrom, dateTo },
    );
    this.#addList("takeover", "isHumanTakeover=true", { isHumanTakeover: true }, FEW);
    this.#addList("part of the name", "name=dri", { name: "dri" }, FEW);
    this.#addList("no such name", "name=qqqq", { name: "qqqq" }, FEW);
    this.#addList("analyzed", "isAnalyzed=true", { isAnalyzed: true });
    this.#addList("contact", `contactId=${contactId}`, { contactId });
    this.#addList(
      "product scope",
      "productScopeIds=scope_1",
      { productScopeIds: ["scope_1"] },
      FEW,
    );
    this.#addList("with archived", "showArchived=true", { showArchived: true });
    this.#addList("search, common word", `search=${COMMON}`, { search: COMMON });
    this.#addList("search, medium word", `search=${MEDIUM}`, { search: MEDIUM });
    this.#addList("search, rare word", `search=${RARE}`, { search: RARE });
    this.#addList("search, common word and tag", `search=${COMMON}&tags=bug`, {
      search: COMMON,
      tags: ["bug"],
    });
    for (const share of [0.5, 0.9]) {
      const { id, at } = await rowAtDepth(this.sql, project, share);
      const cursor = writeCursor({ order: "last_activity_at", at, id, backwards: false });
      this.#addList(`cursor at ${share * 100} % of the list`, `cursor=${cursor}`, {}, { cursor });
    }
  }

  #addList(
    name: string,
    query: string,
    filter: SessionFilter,
    { cursor, limit = 50 }: { cursor?: string; limit?: number } = {},
  ): void {
    const address = `${path}?${query}&limit=${limit}`;
    this.operations.push({
      name: `list ${limit}, ${name}`,
      http: (caller) => this.#send(caller, { method: "GET", path: address }),
      bare: () => listSessions(this.sql, project, filter, { limit, cursor }),
    });
  }

  async #contactId(): Promise<string> {
    const page = await listSessions(this.sql, project, {}, { limit: 50 });
    return page.sessions.find(({ contact_id }) => contact_id !== null)!.contact_id!;
  }
}
