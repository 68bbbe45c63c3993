/** Tests on a website of their own, with ways to add it as a source and to read it to the end. */
import type { Sql } from "../../db/mod.ts";
import { dbTest } from "../../db/testing.ts";
import type { NewReadSource } from "../source_settings.ts";
import { createSource } from "../sources.ts";
import { type FakePage, type FakeSite, startSite } from "./fake_site.ts";
import { readAll, statusOf } from "./reading.ts";

/** The project the website is read for. */
export const projectId = "proj_a";

/** Registers a test with a website of these pages. */
export function siteTest(
  name: string,
  pages: Record<string, FakePage>,
  test: (
    world: { sql: Sql; site: FakeSite; add: Add; read: Read; status: Status },
  ) => Promise<void>,
): void {
  dbTest(name, async (sql) => {
    await sql`insert into projects (id, name) values (${projectId}, 'A')`;
    const site = startSite(pages);
    const add: Add = async (settings = {}, path = "/docs/", more = {}) => {
      const { id } = await createSource(sql, projectId, {
        ...{ kind: "website", name: "Site", url: site.url + path, settings },
        ...more,
      });
      return id;
    };
    const read: Read = (id) => readAll(sql, projectId, id);
    const status: Status = (id) => statusOf(sql, projectId, id);
    try {
      await test({ sql, site, add, read, status });
    } finally {
      await site.close();
    }
  });
}

type Add = (
  settings?: NewReadSource["settings"],
  path?: string,
  more?: Partial<NewReadSource>,
) => Promise<string>;
type Read = (id: string) => Promise<void>;
type Status = (id: string) => Promise<string[]>;

/** What a test gets. */
export interface SiteWorld {
  sql: Sql;
  site: FakeSite;
  /** Adds the website as a source. */
  add: Add;
  /** Reads a source to its end. */
  read: Read;
  /** Its documents, as `path: status (reason)`. */
  status: Status;
}

/** An answer of a page. */
export const html = (body: string, headers: Record<string, string> = {}, status = 200) =>
  new Response(body, { status, headers: { "content-type": "text/html", ...headers } });
