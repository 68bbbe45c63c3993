import { now } from "../clock.ts";
import { type Secret, signToken, verifyToken } from "../crypto.ts";

/** What a link lets its holder do, once begun before it runs out. */
export type LinkUse = "download" | "upload";

/** How long a link counts, in milliseconds. */
const COUNTS = 15 * 60 * 1000;

const PURPOSE = "archive of a project";

/** An address for whoever has it, without a key. */
export interface ArchiveLink {
  /** Absolute when the server knows its own address, else from the server's root. */
  url: string;
  expires_at: Date;
}

/**
 * Makes a link to download the archive of an export, or to upload one into a project. Programs hand
 * it to whatever moves files; it counts for a quarter of an hour.
 *
 * @param publicUrl the address of the server, when it is configured
 * @param exportId of what is downloaded; empty for an upload
 * @param by the key or account that asked for it
 */
export async function archiveLink(
  secret: Secret,
  publicUrl: string | null,
  { use, projectId, exportId = "", by }: {
    use: LinkUse;
    projectId: string;
    exportId?: string;
    by: string;
  },
  at: Date = now(),
): Promise<ArchiveLink> {
  const expires_at = new Date(at.getTime() + COUNTS);
  const token = await signToken(secret, PURPOSE, { use, projectId, exportId, by }, expires_at);
  return { url: `${publicUrl ?? ""}/exports/${token}`, expires_at };
}

/** What a link was made for; null for one that is forged, has run out or is of another use. */
export async function readArchiveLink(
  secret: Secret,
  token: string,
  use: LinkUse,
  at: Date = now(),
): Promise<{ projectId: string; exportId: string; by: string } | null> {
  const payload = await verifyToken(secret, PURPOSE, token, at) as
    | { use: LinkUse; projectId: string; exportId: string; by: string }
    | undefined;
  return payload?.use === use ? payload : null;
}
