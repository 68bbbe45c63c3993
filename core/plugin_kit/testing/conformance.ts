import type { SourcePlugin } from "../../contract/mod.ts";
import type { Sql } from "../../db/mod.ts";
import { dbTest, withDatabase } from "../../db/testing.ts";
import { messageOf } from "../../errors.ts";
import { type ConformanceOptions, type FakeProvider, minutes, type Rule } from "./fake_provider.ts";
import { SyncHarness } from "./harness.ts";
import { registerFailureRules } from "./rules_failure.ts";
import { registerImportRules } from "./rules_import.ts";
import { registerResumeRules } from "./rules_resume.ts";

type Start = () => FakeProvider | Promise<FakeProvider>;

/** A rule that a plugin breaks. */
export interface BrokenRule {
  sentence: string;
  /** What was seen instead. */
  message: string;
}

/** Registers the rules of docs/plugins.md as tests of a plugin against its fake provider. */
export function testSource(
  plugin: SourcePlugin,
  start: Start,
  options: ConformanceOptions = {},
): void {
  registerRules((sentence, test) => {
    dbTest(`${plugin.manifest.name}: ${sentence}`, (sql) => tryRule(plugin, start, sql, test));
  }, options);
}

/**
 * Tries all rules on a plugin at once, without registering tests, each on a database of its own.
 *
 * @returns the rules it breaks
 */
export async function brokenRules(
  plugin: SourcePlugin,
  start: Start,
  options: ConformanceOptions = {},
): Promise<BrokenRule[]> {
  const rules: Parameters<Rule>[] = [];
  registerRules((...rule) => void rules.push(rule), options);
  const broken: BrokenRule[] = [];
  for (const [sentence, test] of rules) {
    try {
      await withDatabase((sql) => tryRule(plugin, start, sql, test));
    } catch (error) {
      broken.push({ sentence, message: messageOf(error) });
    }
  }
  return broken;
}

function registerRules(rule: Rule, options: ConformanceOptions): void {
  registerImportRules(rule, options);
  registerResumeRules(rule, options);
  registerFailureRules(rule, options);
}

async function tryRule(
  plugin: SourcePlugin,
  start: Start,
  sql: Sql,
  test: Parameters<Rule>[1],
): Promise<void> {
  const fake = await start();
  fake.setPageSize(2);
  const harness = new SyncHarness(sql, plugin, fake.server.url);
  harness.whenConnected = async () => await fake.connected?.(harness);
  const base = new Date(harness.now().getTime() - minutes(30));
  try {
    await test({ plugin, sql, fake, harness, base });
  } finally {
    await fake.server.close();
    await fake.close?.();
  }
}
