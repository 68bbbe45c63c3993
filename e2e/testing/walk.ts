import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { assertAccessible, assertReadable } from "./accessible.ts";
import { complaintsOf } from "./complaints.ts";

/** Width and height of a desk's window and of a phone. */
const SIZES = [[1440, 900], [390, 844]] as const;

/**
 * Opens every address in a desk's window and on a phone: axe and the browser must not complain, and
 * nothing may scroll sideways. The dark theme changes colours and nothing else, whatever the width:
 * of it the colours are looked at, in the desk's window.
 *
 * @param statuses what the pages may be answered with
 */
export async function assertPagesHold(
  page: Page,
  addresses: Iterable<string>,
  statuses: number[] = [200],
): Promise<void> {
  const complaints = complaintsOf(page);
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    for (const address of addresses) {
      await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
      const answer = await page.goto(address);
      assert.ok(statuses.includes(answer!.status()), `${address}: ${answer!.status()}`);
      const tooWide = await page.evaluate(() =>
        document.documentElement.scrollWidth - document.documentElement.clientWidth
      );
      assert.equal(tooWide, 0, `${address} is too wide at ${width}`);
      await assertAccessible(page);
      if (width < 600) continue;
      await page.emulateMedia({ colorScheme: "dark" });
      await page.evaluate(coloursSettled);
      await assertReadable(page);
    }
  }
  assert.deepEqual(complaints, []);
}

/** In the page: waits until its elements have gone over to new colours. */
async function coloursSettled(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
}
