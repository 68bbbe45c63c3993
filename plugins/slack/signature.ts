import { constantTimeEqual, hmacSha256Hex, type RawDelivery } from "#plugin-kit";

/** Seconds that Slack's clock and ours may differ; older deliveries are replayed ones. */
const SKEW = 300;
/** Nothing of Slack's is longer; nobody makes us read what is. */
const LONGEST = 200;

/**
 * Whether Slack signed these very bytes, a short while ago.
 *
 * @param at the time by our clock
 */
// https://docs.slack.dev/authentication/verifying-requests-from-slack/
export async function isSigned(
  { headers, body }: RawDelivery,
  signingSecret: string | undefined,
  at: Date,
): Promise<boolean> {
  // With an empty key anybody could sign.
  if (!signingSecret) return false;
  const timestamp = headers.get("x-slack-request-timestamp") ?? "";
  const signature = headers.get("x-slack-signature") ?? "";
  if (!/^\d{1,12}$/.test(timestamp) || signature.length > LONGEST) return false;
  if (Math.abs(at.getTime() / 1000 - Number(timestamp)) > SKEW) return false;
  const prefix = new TextEncoder().encode(`v0:${timestamp}:`);
  const signed = new Uint8Array(prefix.length + body.length);
  signed.set(prefix);
  signed.set(body, prefix.length);
  return constantTimeEqual(`v0=${await hmacSha256Hex(signingSecret, signed)}`, signature);
}
