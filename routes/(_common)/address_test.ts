import assert from "node:assert/strict";
import { ownPath, publicAddress } from "./address.ts";

Deno.test("Only paths of this site are gone on to", () => {
  const own = (path: string | null) => ownPath(path, "/home");
  assert.equal(
    own("/projects/p1/feedback?status=active#x"),
    "/projects/p1/feedback?status=active#x",
  );
  const foreign = [
    null,
    "",
    "feedback",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    `/${"x".repeat(3_000)}`,
  ];
  for (const path of foreign) assert.equal(own(path), "/home", String(path));
});

Deno.test("Snippets name the configured address, else the one of the request", () => {
  const request = new Request("http://localhost:8000/projects");
  const at = (publicUrl: string | null) =>
    publicAddress(request, { services: { publicUrl } } as Parameters<typeof publicAddress>[1]);
  assert.equal(at("https://feedback.example.com/"), "https://feedback.example.com");
  assert.equal(at(null), "http://localhost:8000");
});
