/** The value of a cookie of a request, decoded, or null. */
export function cookieOf(request: Request, name: string): string | null {
  for (const pair of (request.headers.get("cookie") ?? "").split(";")) {
    const [key = "", ...value] = pair.split("=");
    if (key.trim() !== name) continue;
    try {
      return decodeURIComponent(value.join("=").trim());
    } catch {
      return null;
    }
  }
  return null;
}

/**
 * A `Set-Cookie` value for a small setting of this reader.
 *
 * @param seconds how long it is kept; 0 removes it
 */
export function cookieLine(request: Request, name: string, value: string, seconds: number): string {
  const secure = new URL(request.url).protocol === "https:" ? "; Secure" : "";
  return `${name}=${
    encodeURIComponent(value)
  }; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}
