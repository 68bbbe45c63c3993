/** Reading request bodies, and answering with errors. */
export { check, MAX_BODY_BYTES, readJson, readText } from "./body.ts";
export { errorResponse } from "./problem.ts";
