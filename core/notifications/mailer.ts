import type { Config } from "../config.ts";
import { messageOf } from "../errors.ts";

/** An e-mail. */
export interface Mail {
  /** Its `Message-ID`, the same for every attempt. */
  id: string;
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  /** Where the recipient ends such mails with one request and without signing in. */
  unsubscribeUrl: string;
}

/** Sends e-mails through the mail server of the settings. */
export interface Mailer {
  /** Where links in e-mails lead to. */
  publicUrl: string;
  /**
   * Hands a mail over to the server.
   *
   * @throws {MailFailure}
   */
  send(mail: Mail): Promise<void>;
}

/**
 * A mail that was not taken. `refused`: it never will be. `failed`: it was certainly not taken, and may
 * be later. `uncertain`: nobody knows whether it was.
 */
export class MailFailure extends Error {
  override name = "MailFailure";
  constructor(readonly outcome: "refused" | "failed" | "uncertain", message: string) {
    super(message);
  }
}

const CONNECT_MILLISECONDS = 15_000;
const SILENCE_MILLISECONDS = 60_000;

/** The mail server of the settings; null when none is configured. */
export function createMailer(
  config: Pick<Config, "smtpUrl" | "smtpFrom" | "publicUrl">,
): Mailer | null {
  const { smtpUrl, smtpFrom, publicUrl } = config;
  if (!smtpUrl || !smtpFrom || !publicUrl) return null;
  return {
    publicUrl,
    async send(mail) {
      const talk = new Talk();
      const transport = await open(smtpUrl, talk);
      try {
        await transport.sendMail({
          from: smtpFrom,
          to: mail.to,
          messageId: `<${mail.id}@${new URL(publicUrl).hostname}>`,
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          disableFileAccess: true,
          disableUrlAccess: true,
          headers: {
            "List-Unsubscribe": { prepared: true, value: `<${mail.unsubscribeUrl}>` },
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
          },
        });
      } catch (error) {
        throw failureOf(error, talk.hasBegun);
      } finally {
        transport.close();
      }
    },
  };
}

/**
 * Listens to the conversation with the mail server. The library's errors do not tell a connection that
 * never was from one that broke off after the content was handed over; its log of commands does.
 */
class Talk {
  /** Whether the content was announced: from then on the server may have taken the mail. */
  hasBegun = false;

  trace = (entry: { tnx?: string }, line: unknown) => this.#hear(entry, line);
  debug = this.trace;
  info = this.trace;
  warn = this.trace;
  error = this.trace;
  fatal = this.trace;

  #hear(entry: { tnx?: string }, line: unknown): void {
    if (entry?.tnx === "client" && /^(?:DATA|BDAT)\b/.test(String(line))) this.hasBegun = true;
  }
}

/** What is used of the library, which comes without types. */
interface Transport {
  sendMail(mail: Record<string, unknown>): Promise<unknown>;
  close(): void;
}

/** The library is loaded with the first mail: most processes never send one. */
async function open(url: string, logger: Talk): Promise<Transport> {
  const { createTransport } = await import("nodemailer") as unknown as {
    createTransport(options: Record<string, unknown>): Transport;
  };
  return createTransport({
    url,
    logger,
    transactionLog: true,
    connectionTimeout: CONNECT_MILLISECONDS,
    greetingTimeout: CONNECT_MILLISECONDS,
    socketTimeout: SILENCE_MILLISECONDS,
  });
}

/** What the library throws, as what became of the mail. */
function failureOf(error: unknown, hasBegun: boolean): MailFailure {
  const { responseCode, command } = error as { responseCode?: number; command?: string };
  const message = messageOf(error).slice(0, 500);
  if (responseCode === undefined) {
    return new MailFailure(hasBegun ? "uncertain" : "failed", message);
  }
  // Credentials and senders are put right by the operator, who is given time for it.
  const isOfMail = command === "RCPT TO" || command === "DATA";
  return new MailFailure(responseCode >= 500 && isOfMail ? "refused" : "failed", message);
}
