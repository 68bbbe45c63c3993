/** How a server signs a visitor's id, by language; docs/widget-protocol.md has the same. */
export const signingSnippets: readonly { name: string; code: string }[] = [
  {
    name: "Node",
    code: `import { createHmac } from "node:crypto";

const signature = createHmac("sha256", process.env.HISSUNO_IDENTITY_SECRET)
  .update(String(user.id))
  .digest("hex");`,
  },
  {
    name: "Python",
    code: `import hashlib, hmac, os

signature = hmac.new(
    os.environ["HISSUNO_IDENTITY_SECRET"].encode(),
    str(user.id).encode(),
    hashlib.sha256,
).hexdigest()`,
  },
  {
    name: "PHP",
    code:
      `$signature = hash_hmac("sha256", (string) $user->id, getenv("HISSUNO_IDENTITY_SECRET"));`,
  },
  {
    name: "Ruby",
    code: `require "openssl"

signature = OpenSSL::HMAC.hexdigest("SHA256", ENV["HISSUNO_IDENTITY_SECRET"], user.id.to_s)`,
  },
];
