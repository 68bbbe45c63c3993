/** Reading request bodies, and answering with errors. */
export { check, MAX_BODY_BYTES, readJson } from "./body.ts";
export { errorResponse } from "./problem.ts";
