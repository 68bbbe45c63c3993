import assert from "node:assert/strict";
import { z } from "zod";
import { mapped, shaped } from "./mapped.ts";

Deno.test("What cannot be mapped is a problem of its own that names the field", () => {
  const schema = z.object({ lines: z.array(z.object({ text: z.string() })) });
  const item = mapped("7", "Call 7", () => {
    shaped(schema, { lines: [{ text: "Hello" }, { text: null }] });
    return { externalId: "7" };
  });
  assert.ok("message" in item);
  assert.match(
    item.message,
    /^Call 7 could not be read\. lines\.1\.text: .*string/,
  );
});
