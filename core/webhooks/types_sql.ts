import type { Db } from "../db/mod.ts";

/** A part of a statement. */
export type Fragment = ReturnType<Db>;

/** The name by which others know an event's type, of the events under the alias `v`. */
export function publicType(sql: Db): Fragment {
  return sql`case when v.type = 'session.takeover' and v.data -> 'taken_over_by' = 'null'::jsonb
    then 'session.handback' else v.type end`;
}
