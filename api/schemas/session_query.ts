/** The documented query parameters of session lists; the dashboard's list reads the same ones. */
export { filterQuery, MAX_LIMIT, queryOf, sessionQuery } from "../../core/sessions/mod.ts";
