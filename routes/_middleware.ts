import { withHttpErrors } from "./(_common)/http_errors.ts";

export default [withHttpErrors];
