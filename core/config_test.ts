import assert from "node:assert/strict";
import { ConfigError, describeSettings, loadConfig, readEnvironment } from "./config.ts";

Deno.test("Without any variable every setting has its default", () => {
  const config = loadConfig({});
  assert.equal(config.port, 8000);
  assert.equal(config.dataDir, ".data");
  assert.equal(config.idleMinutes, 30);
  assert.equal(config.trustedProxies, 0);
  assert.deepEqual(config.allowedHosts, []);
  assert.equal(config.databaseUrl, undefined);
  assert.equal(config.openaiBaseUrl, undefined);
});

Deno.test("An empty or blank variable counts as not set", () => {
  assert.deepEqual(loadConfig({ PORT: "", DATABASE_URL: "  ", PUBLIC_URL: "" }), loadConfig({}));
});

Deno.test("Values are read as what they are", () => {
  const config = loadConfig({
    PORT: "0",
    PUBLIC_URL: "https://feedback.example.com/",
    HISSUNO_ALLOWED_HOSTS: "Feedback.example.com, localhost",
    LOG_LEVEL: "debug",
    OPENAI_PRICES: "openai/gpt-4.1 = 2/8, small:8b=0.40/1.60,",
  });
  assert.deepEqual(config.openaiPrices, {
    "openai/gpt-4.1": { input: 2, output: 8 },
    "small:8b": { input: 0.4, output: 1.6 },
  });
  assert.equal(config.port, 0);
  assert.equal(config.publicUrl, "https://feedback.example.com");
  assert.deepEqual(config.allowedHosts, ["feedback.example.com", "localhost"]);
  assert.equal(config.logLevel, "debug");
});

const wrong: [string, string][] = [
  ["PORT", "80a"],
  ["PORT", "65536"],
  ["PORT", "-1"],
  ["PUBLIC_URL", "feedback.example.com"],
  ["PUBLIC_URL", "ftp://x"],
  ["DATABASE_URL", "mysql://x"],
  ["DATABASE_POOL_SIZE", "1"],
  ["HISSUNO_SECRET", "short"],
  ["HISSUNO_ADMIN_EMAIL", "someone"],
  ["HISSUNO_API_KEY", "has a blank in it, too"],
  ["HISSUNO_DATABASE_USER", "x; rm"],
  ["LOG_LEVEL", "loud"],
  ["TRUSTED_PROXIES", "yes"],
  ["OPENAI_PRICES", "gpt-4.1=2"],
];
for (const [variable, value] of wrong) {
  Deno.test(`${variable} refuses ${value} with a sentence that names it`, () => {
    assert.throws(() => loadConfig({ [variable]: value }), (error: Error) => {
      assert.ok(error instanceof ConfigError);
      assert.match(error.message, new RegExp(`^${variable} must .*\\.$`));
      return true;
    });
  });
}

Deno.test("All wrong variables are named at once, and secrets are not repeated", () => {
  assert.throws(
    () => loadConfig({ PORT: "x", LOG_LEVEL: "y", HISSUNO_ADMIN_PASSWORD: "hunter2" }),
    (error: Error) => {
      assert.equal(error.message.split("\n").length, 3);
      assert.ok(!error.message.includes("hunter2"));
      return true;
    },
  );
});

Deno.test("Settings that need each other are refused when one is missing", () => {
  const password = { HISSUNO_ADMIN_PASSWORD: "long enough" };
  assert.throws(() => loadConfig(password), /^ConfigError: HISSUNO_ADMIN_EMAIL must/);
  const email = { HISSUNO_ADMIN_EMAIL: "a@b.example" };
  assert.throws(() => loadConfig(email), /HISSUNO_ADMIN_PASSWORD must/);
  assert.equal(loadConfig({ ...email, ...password }).adminEmail, "a@b.example");
  assert.throws(() => loadConfig({ DATABASE_DIRECT_URL: "postgres://a/b" }), /DATABASE_URL must/);
});

Deno.test("readEnvironment asks for the variables of the settings and for no others", () => {
  const asked: string[] = [];
  readEnvironment((variable) => {
    asked.push(variable);
    return undefined;
  });
  assert.deepEqual(asked, describeSettings().map((one) => one.variable));
});
