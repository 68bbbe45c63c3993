import { match, strictEqual, throws } from "node:assert";
import { browserIgnored, findChromium } from "./browser.ts";

/** Runs `work` with these variables and puts the old ones back. */
function withEnvironment(variables: Record<string, string>, work: () => void): void {
  const before = Object.keys(variables).map((name) => [name, Deno.env.get(name)] as const);
  for (const [name, value] of Object.entries(variables)) Deno.env.set(name, value);
  try {
    work();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) Deno.env.delete(name);
      else Deno.env.set(name, value);
    }
  }
}

Deno.test("without Chromium browser tests are left out, unless TEST_REQUIRE names it", () => {
  const said: string[] = [];
  const { warn } = console;
  console.warn = (text: string) => said.push(text);
  try {
    withEnvironment({ CHROMIUM: "", TEST_REQUIRE: "postgresql" }, () => {
      strictEqual(findChromium(), null);
      strictEqual(browserIgnored(), true);
      strictEqual(browserIgnored(), true);
    });
  } finally {
    console.warn = warn;
  }
  strictEqual(said.length, 1);
  match(said[0]!, /^Tests in a browser are left out: no Chromium found\. Install/);
  withEnvironment({ CHROMIUM: "", TEST_REQUIRE: "chromium, postgresql" }, () => {
    throws(browserIgnored, /TEST_REQUIRE names chromium, but there is none\. Install Chromium/);
  });
});

Deno.test("a CHROMIUM that names no file is told of and not passed over", () => {
  withEnvironment({ CHROMIUM: "/nowhere/chromium" }, () => {
    throws(browserIgnored, /CHROMIUM names no file: \/nowhere\/chromium/);
  });
  withEnvironment({ CHROMIUM: Deno.execPath() }, () => strictEqual(browserIgnored(), false));
});
