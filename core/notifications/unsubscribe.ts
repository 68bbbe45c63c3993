import { now } from "../clock.ts";
import { type Secret, signToken, verifyToken } from "../crypto.ts";
import { isKind, type NotificationKind } from "./notifications_model.ts";

/** Whose e-mails of which kind a link ends. */
export interface Unsubscription {
  projectId: string;
  userId: string;
  kind: NotificationKind;
}

const PURPOSE = "unsubscribe";
const YEAR_MILLISECONDS = 365 * 24 * 60 * 60_000;

/** The address that ends such e-mails, for a year and without signing in. */
export async function unsubscribeUrl(
  secret: Secret,
  publicUrl: string,
  { projectId, userId, kind }: Unsubscription,
  at: Date = now(),
): Promise<string> {
  const until = new Date(at.getTime() + YEAR_MILLISECONDS);
  const token = await signToken(secret, PURPOSE, [projectId, userId, kind], until);
  return `${publicUrl}/unsubscribe/${token}`;
}

/** What a link of {@link unsubscribeUrl} ends; null for a forged or expired one. */
export async function openUnsubscription(
  secret: Secret,
  token: string,
  at: Date = now(),
): Promise<Unsubscription | null> {
  const payload = await verifyToken(secret, PURPOSE, token, at).catch(() => undefined);
  if (!Array.isArray(payload)) return null;
  const [projectId, userId, kind] = payload;
  return isKind(kind) ? { projectId, userId, kind } : null;
}
