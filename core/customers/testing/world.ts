/** A project with customers; what the tests of core/customers share. */
import { dbTest } from "../../db/testing.ts";
import { type Sql, transaction } from "../../db/mod.ts";
import { newId } from "../../id.ts";
import { type HashedConversation, ingest } from "../../sessions/ingest.ts";
import { matchContact, type Setter } from "../mod.ts";

/** A time that tests begin at. */
export const AT = new Date("2026-03-01T10:00:00Z");

/** A teammate. */
export const MAYA: Setter = { by: "person", who: "usr_maya", name: "Maya" };

/** A project, and short ways to do things in it. */
export interface World {
  sql: Sql;
  projectId: string;
  /** Delivers a conversation; the id of its session. */
  say(source: string, conversation: Partial<HashedConversation>, at?: Date): Promise<string>;
  /** Recognises a customer; the id of the contact. */
  match(source: string, customer: Parameters<typeof matchContact>[3]): Promise<string>;
  /** What the counters keep of a customer. */
  activity(id: string): Promise<{ sessions: number; contacts: number; last: string | null }>;
}

/** Registers a test with a project of its own. */
export function worldTest(name: string, test: (world: World) => Promise<void>): void {
  dbTest(name, async (sql) => {
    const projectId = newId("proj");
    await sql`insert into projects (id, name) values (${projectId}, 'Harbor')`;
    await test({
      sql,
      projectId,
      say: async (source, conversation, at = AT) => {
        const [result] = await ingest(sql, { projectId, source }, [{
          messages: [{ senderType: "user", content: "Hello", at }],
          ...conversation,
        } as HashedConversation], at);
        return result!.sessionId;
      },
      match: async (source, customer) =>
        (await transaction(sql, (tx) => matchContact(tx, projectId, source, customer, AT)))!
          .contactId,
      activity: async (id) => {
        const [row] = await sql`
          select session_count as sessions, contact_count as contacts,
            nullif(last_activity_at, 'epoch') as last
          from customer_activity where project_id = ${projectId} and id = ${id}`;
        return { ...row, last: row!.last?.toISOString() ?? null } as never;
      },
    });
  });
}
