import { FakeServer } from "../../plugin_kit/testing/fake_server.ts";

/** A post in a thread of the imaginary provider. */
export interface FakePost {
  id: string;
  thread: string;
  mark: string;
  text: string;
  by: string | null;
}

/** The imaginary provider as a real server that remembers what it was told. */
export class FakeParley {
  readonly server: FakeServer;
  readonly posts: FakePost[] = [];
  /** Answers that grow, by id. */
  readonly streams = new Map<string, { thread: string; text: string }>();
  /** Who answers in each thread, as it was told, in order. */
  readonly owners: [thread: string, owner: string | null][] = [];
  /** Answers with this in place of what was asked, for paths that match. */
  fault: { path: RegExp; status: number; times: number } | null = null;
  /** Called once a post was accepted; its answer waits for it, or is what it returns. */
  onAccepted: (post: FakePost) => unknown = () => {};
  /** Called with each path before it is done; the answer waits for it. */
  onRequest: (method: string, path: string) => unknown = () => {};
  /** How often anything was posted, also what was removed since. */
  accepted = 0;
  #next = 0;

  constructor() {
    this.server = new FakeServer((request, body) => this.#answer(request, body));
  }

  /** The texts in a thread, in order. */
  texts(thread: string): string[] {
    return this.posts.filter((post) => post.thread === thread).map(({ text }) => text);
  }

  async #answer(request: Request, body: string): Promise<Response> {
    const { pathname } = new URL(request.url);
    const { method } = request;
    await this.onRequest(method, pathname);
    const { fault } = this;
    if (fault && fault.times > 0 && fault.path.test(`${method} ${pathname}`)) {
      fault.times--;
      return new Response("{}", { status: fault.status });
    }
    const given = body === "" ? {} : JSON.parse(body);
    const [, kind, id, part] = pathname.split("/").map(decodeURIComponent);
    if (kind === "threads") return await this.#thread(method, id!, part!, given);
    if (kind === "streams") return await this.#stream(method, id!, part, given);
    const index = this.posts.findIndex((post) => post.id === id);
    if (index < 0) return new Response(null, { status: 404 });
    if (method === "DELETE") this.posts.splice(index, 1);
    else this.posts[index]!.text = given.text;
    return Response.json({});
  }

  async #thread(
    method: string,
    thread: string,
    part: string,
    given: FakePost & { owner?: string },
  ) {
    if (part === "owner") {
      this.owners.push([thread, given.owner ?? null]);
      return Response.json({});
    }
    if (part === "streams") {
      const stream = `stream-${++this.#next}`;
      this.streams.set(stream, { thread, text: "" });
      return Response.json({ stream });
    }
    if (method === "GET") return Response.json(this.posts.filter((one) => one.thread === thread));
    return await this.#post(thread, given);
  }

  async #stream(method: string, id: string, part: string | undefined, given: FakePost) {
    const stream = this.streams.get(id);
    if (!stream) return new Response(null, { status: 404 });
    if (method === "PUT") stream.text = given.text;
    else this.streams.delete(id);
    return part === "stop" ? await this.#post(stream.thread, given) : Response.json({});
  }

  async #post(thread: string, { mark, text, by }: FakePost): Promise<Response> {
    const post = { id: `post-${++this.#next}`, thread, mark, text, by };
    this.posts.push(post);
    this.accepted++;
    const instead = await this.onAccepted(post);
    return instead instanceof Response ? instead : Response.json({ id: post.id });
  }
}
