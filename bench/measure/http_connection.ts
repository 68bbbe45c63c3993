const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A request; the connection adds host and length. */
export interface BenchRequest {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

/** An answer, read whole. */
export interface BenchAnswer {
  status: number;
  body: string;
}

/**
 * One kept-alive HTTP connection, as thin as it can be: `fetch` costs the measuring process as much
 * as the answer costs the server, and both share the machine's cores.
 */
export class HttpConnection {
  readonly #connection: Deno.TcpConn;
  readonly #host: string;
  #rest = new Uint8Array(0);
  readonly #buffer = new Uint8Array(65_536);

  private constructor(connection: Deno.TcpConn, host: string) {
    this.#connection = connection;
    this.#host = host;
  }

  /** Connects to `http://host:port`. */
  static async open(url: string): Promise<HttpConnection> {
    const { hostname, port, host } = new URL(url);
    const connection = await Deno.connect({ hostname, port: Number(port) });
    connection.setNoDelay(true);
    return new HttpConnection(connection, host);
  }

  /** Sends a request and waits for the answer. Not for two at once. */
  async send({ method, path, headers = {}, body }: BenchRequest): Promise<BenchAnswer> {
    const payload = body === undefined ? undefined : encoder.encode(body);
    const lines = [`${method} ${path} HTTP/1.1`, `host: ${this.#host}`];
    for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
    if (payload) lines.push("content-type: application/json", `content-length: ${payload.length}`);
    const head = encoder.encode(lines.join("\r\n") + "\r\n\r\n");
    await this.#write(payload ? joined(head, payload) : head);
    return await this.#read();
  }

  /** Ends the connection. */
  close(): void {
    this.#connection.close();
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (let sent = 0; sent < bytes.length;) {
      sent += await this.#connection.write(bytes.subarray(sent));
    }
  }

  async #read(): Promise<BenchAnswer> {
    let end = -1;
    while ((end = headEnd(this.#rest)) < 0) await this.#more();
    const head = decoder.decode(this.#rest.subarray(0, end)).toLowerCase();
    this.#rest = this.#rest.subarray(end + 4);
    const status = Number(head.slice(9, 12));
    const length = /\r\ncontent-length: (\d+)/.exec(head);
    if (length) return { status, body: await this.#take(Number(length[1])) };
    if (head.includes("\r\ntransfer-encoding: chunked")) {
      return { status, body: await this.#chunks() };
    }
    return { status, body: "" };
  }

  async #chunks(): Promise<string> {
    let text = "";
    for (;;) {
      let end = -1;
      while ((end = this.#rest.indexOf(10)) < 0) await this.#more();
      const size = parseInt(decoder.decode(this.#rest.subarray(0, end)), 16);
      this.#rest = this.#rest.subarray(end + 1);
      text += await this.#take(size);
      await this.#take(2);
      if (size === 0) return text;
    }
  }

  async #take(length: number): Promise<string> {
    while (this.#rest.length < length) await this.#more();
    const text = decoder.decode(this.#rest.subarray(0, length));
    this.#rest = this.#rest.subarray(length);
    return text;
  }

  async #more(): Promise<void> {
    const count = await this.#connection.read(this.#buffer);
    if (count === null) throw new Error("The server ended the connection");
    this.#rest = joined(this.#rest, this.#buffer.subarray(0, count));
  }
}

function headEnd(bytes: Uint8Array): number {
  for (let index = bytes.indexOf(13); index >= 0; index = bytes.indexOf(13, index + 1)) {
    if (bytes[index + 1] === 10 && bytes[index + 2] === 13 && bytes[index + 3] === 10) return index;
  }
  return -1;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
