import type { Sql } from "../../db/mod.ts";

/** Makes an empty project; for tests. */
export async function testProject(
  sql: Sql,
  id = "proj_test",
  settings: object = {},
): Promise<string> {
  await sql`insert into projects (id, name, settings) values (${id}, ${id}, ${
    sql.json(settings as never)
  })`;
  return id;
}
