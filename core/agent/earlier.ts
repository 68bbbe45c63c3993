import type { Db } from "../db/mod.ts";
import { type FoundPassage, questionWords } from "../knowledge/mod.ts";
import { type EarlierSession, selectEarlierSessions } from "./visitor_sql.ts";

/** How many earlier conversations are looked through, and how many the model gets. */
const LOOKED = 20;
const GIVEN = 3;

/** Marks passages that are no knowledge: their addresses are nobody's recommendation. */
export const EARLIER_SOURCE = "earlier";

/**
 * The visitor's own earlier conversations, those first that share words with the query; as passages,
 * so that an answer from them is cited like any other.
 *
 * @returns none unless the session's visitor has proven who they are
 */
export async function earlierConversations(
  db: Db,
  projectId: string,
  sessionId: string,
  query: string,
): Promise<FoundPassage[]> {
  const sessions = await selectEarlierSessions(db, projectId, sessionId, LOOKED);
  const words = questionWords(query);
  const hits = (session: EarlierSession) => {
    const text = session.said.map(({ content }) => content).join(" ").toLowerCase();
    return words.filter((word) => text.includes(word)).length;
  };
  return sessions.map((session) => ({ session, score: hits(session) }))
    .filter(({ score }) => words.length === 0 || score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, GIVEN)
    .map(({ session, score }) => passageOf(session, score));
}

function passageOf(session: EarlierSession, score: number): FoundPassage {
  const said = session.said.map(({ sender_type, content }) =>
    `${sender_type === "user" ? "Visitor" : "Answer"}: ${content}`
  );
  return {
    id: `earlier_${session.id}`,
    source_id: EARLIER_SOURCE,
    source_name: `Earlier conversation, ${session.last_activity_at.toISOString().slice(0, 10)}`,
    heading: "",
    content: said.join("\n"),
    url: null,
    score,
    coverage: 1,
    highlights: [],
  };
}
