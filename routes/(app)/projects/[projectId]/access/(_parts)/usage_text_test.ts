import assert from "node:assert/strict";
import { usageCsv, usagePeriodText } from "./usage_text.ts";

const period = new Date("2026-03-10T00:00:00Z");

Deno.test("Hours are named with their time and days without, in UTC", () => {
  assert.equal(usagePeriodText(period, "day"), "Mar 10");
  assert.equal(usagePeriodText(period, "hour"), "Mar 10, 00:00");
});

Deno.test("The file has a line for each period, with the sums of its kind", () => {
  const one = { period, requests: 9, clientErrors: 3, serverErrors: 1, rateLimited: 2 };
  assert.equal(
    usageCsv({ periods: [one] }),
    "\ufefffrom,requests,client_errors,rate_limited,server_errors\r\n2026-03-10T00:00:00.000Z,9,3,2,1\r\n",
  );
});
