import type { SourcePlugin } from "../../contract/mod.ts";
import { dbTest } from "../../db/testing.ts";
import { type ConformanceOptions, type FakeProvider, minutes, type Rule } from "./fake_provider.ts";
import { SyncHarness } from "./harness.ts";
import { registerFailureRules } from "./rules_failure.ts";
import { registerImportRules } from "./rules_import.ts";

/** Registers the rules of docs/plugins.md as tests of a plugin against its fake provider. */
export function testSource(
  plugin: SourcePlugin,
  start: () => FakeProvider | Promise<FakeProvider>,
  options: ConformanceOptions = {},
): void {
  const rule: Rule = (sentence, test) =>
    dbTest(`${plugin.manifest.name}: ${sentence}`, async (sql) => {
      const fake = await start();
      fake.setPageSize(2);
      const harness = new SyncHarness(sql, plugin, fake.server.url);
      const base = new Date(harness.now().getTime() - minutes(30));
      try {
        await test({ plugin, sql, fake, harness, base });
      } finally {
        await fake.server.close();
      }
    });
  registerImportRules(rule, options);
  registerFailureRules(rule, options);
}
