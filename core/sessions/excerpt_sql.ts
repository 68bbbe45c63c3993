import type { Db } from "../db/mod.ts";
import type { SearchWord } from "./excerpt.ts";

/** So many of a session's messages are looked through: the list shows first words, not last ones. */
const MESSAGES = 300;

/** The stretch around the first word found, in the first message that holds one, per session. */
export async function findExcerpts(
  db: Db,
  projectId: string,
  sessionIds: string[],
  words: SearchWord[],
): Promise<{ session_id: string; excerpt: string }[]> {
  // Words hold letters and digits only; \m and \M are where a word begins and ends.
  const pattern = words.map(({ text, isPrefix }) => isPrefix ? text : `${text}\\M`).join("|");
  const rows = await db<{ session_id: string; excerpt: string }[]>`
    select wanted.session_id, found.excerpt
    from unnest(${sessionIds}::text[]) as wanted(session_id)
    cross join lateral (
      select case when hit.start > 1 then '…' else '' end
        || substr(hit.content, hit.start, 240) as excerpt
      from (
        select message.content,
          greatest(1, length((regexp_match(message.content, ${`(?i)^(.*?)\\m(?:${pattern})`}))[1]) - 24)
            as start
        from (
          select content from messages
          where project_id = ${projectId} and session_id = wanted.session_id
          order by id limit ${MESSAGES}
        ) as message
        where message.content ~* ${`\\m(?:${pattern})`}
        limit 1
      ) as hit
    ) as found`;
  return [...rows];
}
