/** A mail server of the tests: real TCP, the part of SMTP that a client needs. */

/** A mail as the server took it. */
export interface TakenMail {
  from: string;
  to: string[];
  /** Header lines and body, as sent. */
  content: string;
}

/** What the server does with a mail. */
export interface SmtpBehaviour {
  /** Answers to `RCPT TO`, instead of taking it: `451 Later`. */
  refuseRecipient?: string;
  /** Ends the connection instead of taking a recipient. */
  hangsUpAtRecipient?: boolean;
  /** Called once the whole content is there, before it is acknowledged; false hangs up instead. */
  onContent?: (mail: TakenMail) => Promise<boolean> | boolean;
}

/** A mail server on a free port of this machine. */
export class SmtpServer {
  readonly #listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  readonly #open = new Set<Deno.Conn>();
  /** Mails that were taken. */
  readonly mails: TakenMail[] = [];
  behaviour: SmtpBehaviour = {};

  constructor() {
    this.#accept();
  }

  /** Its address, as SMTP_URL has it. */
  get url(): string {
    return `smtp://127.0.0.1:${(this.#listener.addr as Deno.NetAddr).port}?ignoreTLS=true`;
  }

  /** Hangs up and stops. */
  close(): void {
    this.#listener.close();
    for (const connection of this.#open) connection.close();
  }

  async #accept(): Promise<void> {
    try {
      for await (const connection of this.#listener) {
        this.#open.add(connection);
        this.#serve(connection).catch(() => {}).finally(() => {
          if (this.#open.delete(connection)) connection.close();
        });
      }
    } catch {
      // It was closed while it waited.
    }
  }

  async #serve(connection: Deno.Conn): Promise<void> {
    const encoder = new TextEncoder();
    const say = async (line: string) => void await connection.write(encoder.encode(`${line}\r\n`));
    const lines = linesOf(connection);
    const next = async () => (await lines.next()).value as string | undefined;
    let mail: TakenMail = { from: "", to: [], content: "" };
    await say("220 mail.test ready");
    for (let line = await next(); line !== undefined; line = await next()) {
      const command = line.toUpperCase();
      if (command.startsWith("EHLO") || command.startsWith("HELO")) await say("250 mail.test");
      else if (command.startsWith("MAIL FROM:")) {
        mail = { from: between(line), to: [], content: "" };
        await say("250 Go on");
      } else if (command.startsWith("RCPT TO:")) {
        if (this.behaviour.hangsUpAtRecipient) return;
        if (this.behaviour.refuseRecipient) await say(this.behaviour.refuseRecipient);
        else {
          mail.to.push(between(line));
          await say("250 Go on");
        }
      } else if (command === "DATA") {
        await say("354 Give it");
        const content: string[] = [];
        for (let part = await next(); part !== undefined && part !== "."; part = await next()) {
          content.push(part.startsWith("..") ? part.slice(1) : part);
        }
        mail.content = content.join("\n");
        this.mails.push(mail);
        if (await (this.behaviour.onContent?.(mail) ?? true)) await say("250 Taken");
        else return;
      } else if (command === "QUIT") {
        await say("221 Bye");
        return;
      } else await say("250 Fine");
    }
  }
}

function between(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? "";
}

async function* linesOf(connection: Deno.Conn): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const bytes = new Uint8Array(16 * 1024);
  let rest = "";
  for (
    let size = await connection.read(bytes);
    size !== null;
    size = await connection.read(bytes)
  ) {
    const parts = (rest + decoder.decode(bytes.subarray(0, size), { stream: true })).split("\r\n");
    rest = parts.pop()!;
    yield* parts;
  }
}
