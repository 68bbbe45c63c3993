import { unauthorized } from "#plugin-kit";

const TOKEN = /^Bearer ([A-Za-z0-9_-]{32,128})$/;

/**
 * The visitor a request belongs to: `vis_` and the SHA-256 of the token, so that nobody who reads
 * the database can speak for a visitor.
 *
 * @throws {AppError} 401 without a token of the right form
 */
export async function visitorOf(request: Request): Promise<string> {
  const token = TOKEN.exec(request.headers.get("authorization") ?? "")?.[1];
  if (!token) {
    throw unauthorized(
      "Authorization must be Bearer and the visitor's token: 32 to 128 base64url characters.",
    );
  }
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return `vis_${new Uint8Array(digest).toHex()}`;
}
