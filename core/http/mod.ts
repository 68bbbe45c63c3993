/** Reading request bodies, and answering with errors. */
export { check, MAX_BODY_BYTES, readJson, readText } from "./body.ts";
export { isMultipart, type Multipart, readMultipart } from "./multipart.ts";
export { errorResponse } from "./problem.ts";
