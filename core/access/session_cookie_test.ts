import assert from "node:assert/strict";
import { cookieSecret, SessionCookie, usesSecureCookies } from "./session_cookie.ts";

const secret = { current: "a secret of the tests, long enough", previous: [] };

async function signed(token: string): Promise<string> {
  const bytes = new TextEncoder().encode(await cookieSecret(secret));
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes, algorithm, false, ["sign"]);
  const signature = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(token));
  return encodeURIComponent(`${token}.${new Uint8Array(signature).toBase64()}`);
}

function request(cookie: string): Request {
  return new Request("http://localhost/", { headers: { cookie } });
}

Deno.test("SessionCookie finds its token among other cookies", async () => {
  const cookie = new SessionCookie({ secret });
  const value = await signed("abcDEF123");
  const own = `hissuno.session_token=${value}`;
  assert.equal(await cookie.tokenOf(request(own)), "abcDEF123");
  assert.equal(await cookie.tokenOf(request(`a=b; ${own}; c`)), "abcDEF123");
  assert.equal(await cookie.tokenOf(request(`xhissuno.session_token=${value}`)), null);
  assert.equal(await cookie.tokenOf(new Request("http://localhost/")), null);
});

Deno.test("SessionCookie trusts no token whose signature is missing, altered or another's", async () => {
  const cookie = new SessionCookie({ secret });
  const value = await signed("abc");
  const odd = [
    "abc",
    "abc.",
    value.replace("abc", "abd"),
    value.slice(0, -4),
    "%ZZ",
    "%00.%00",
    ".",
    "x".repeat(5_000),
    await signed("a b"),
    await signed("\u0000"),
  ];
  for (const one of odd) {
    assert.equal(await cookie.tokenOf(request(`hissuno.session_token=${one}`)), null, one);
  }
});

Deno.test("SessionCookie takes only the protected cookie when people come over https", async () => {
  const publicUrl = "https://feedback.example.com";
  assert.equal(usesSecureCookies(publicUrl), true);
  assert.equal(usesSecureCookies(null), false);
  const cookie = new SessionCookie({ secret, publicUrl });
  const value = await signed("abc");
  assert.equal(await cookie.tokenOf(request(`hissuno.session_token=${value}`)), null);
  assert.equal(await cookie.tokenOf(request(`__Secure-hissuno.session_token=${value}`)), "abc");
});
