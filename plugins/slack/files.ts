import type { Attachment } from "#plugin-kit";
import { codeOf } from "./errors.ts";
import { slackClient } from "./api.ts";
import type { SlackSource } from "./self.ts";

/** More are not kept of one message. */
const MOST = 50;

/** What is known of the files of a message. They are never fetched, only described. */
export async function attachmentsOf(
  files: unknown[],
  source: SlackSource,
): Promise<Attachment[]> {
  const found: Attachment[] = [];
  for (const file of files.slice(0, MOST)) {
    const attachment = fileAttachment(await described(object(file), source));
    if (attachment) found.push(attachment);
  }
  return found;
}

/** Of files from other workspaces, a message tells nothing but the id. */
async function described(file: Record<string, unknown>, source: SlackSource) {
  if (file.file_access !== "check_file_info" || typeof file.id !== "string") return file;
  try {
    const client = await slackClient(source, source.secret.bot_token);
    // https://docs.slack.dev/reference/methods/files.info
    const answer = await client.files.info({ file: file.id });
    return object(answer.file);
  } catch (error) {
    // Deleted meanwhile, or not for us: then it is a file without a name.
    if (codeOf(error) === null) throw error;
    return file;
  }
}

/** A file as it is kept; null for what was deleted. */
export function fileAttachment(file: Record<string, unknown>): Attachment | null {
  if (file.mode === "tombstone") return null;
  const name = text(file.name) ?? text(file.title);
  const isHidden = file.mode === "hidden_by_limit";
  return {
    name: isHidden ? "A file that the workspace's plan hides" : name ?? "A file",
    content_type: text(file.mimetype) ?? null,
    size: typeof file.size === "number" && file.size >= 0 ? file.size : null,
    url: isHidden ? null : slackAddress(file.url_private),
  };
}

/** An address at Slack's own host for files; others could be anybody's. */
function slackAddress(value: unknown): string | null {
  try {
    const url = new URL(text(value) ?? "");
    return url.protocol === "https:" && url.host === "files.slack.com" ? url.href : null;
  } catch {
    return null;
  }
}

function object(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === "object" ? value as Record<string, unknown> : {};
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim().slice(0, 500) : undefined;
}
