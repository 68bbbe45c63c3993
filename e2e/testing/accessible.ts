import assert from "node:assert/strict";
import axe from "axe-core";
import type { Page } from "playwright-core";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Expects that axe finds nothing to complain about in what a page shows now. */
export async function assertAccessible(page: Page): Promise<void> {
  await assertNothingFound(page, { type: "tag", values: TAGS });
}

/** Expects that axe finds every text readable: enough for a page whose colours alone have changed. */
export async function assertReadable(page: Page): Promise<void> {
  await assertNothingFound(page, { type: "rule", values: ["color-contrast"] });
}

async function assertNothingFound(page: Page, runOnly: axe.RunOnly): Promise<void> {
  if (await page.evaluate(() => !("axe" in globalThis))) await page.evaluate(axe.source);
  // What passes is neither worked out in full nor sent over.
  const faults = await page.evaluate(async (runOnly) => {
    const { run } = (globalThis as unknown as { axe: typeof axe }).axe;
    const { violations } = await run({ runOnly, resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) =>
      `${id}: ${nodes[0]!.html.slice(0, 200)}\n${nodes[0]!.failureSummary}`
    );
  }, runOnly);
  assert.deepEqual(faults, [], `axe on ${page.url()}`);
}
