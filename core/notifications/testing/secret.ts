import type { Secret } from "../../crypto.ts";

/** The secret of the tests' links. */
export const testSecret: Secret = {
  current: "a secret of the tests, long enough for anything",
  previous: [],
};
