import assert from "node:assert/strict";
import { AppError } from "../../errors.ts";

/** Expects an expected failure: its status, and the fields it names. */
export async function rejectsWith(
  work: Promise<unknown>,
  status: number,
  fields?: string[],
): Promise<void> {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof AppError, String(error));
    assert.equal(error.status, status, error.message);
    if (fields) assert.deepEqual(error.details?.map(({ field }) => field), fields);
    return true;
  });
}
