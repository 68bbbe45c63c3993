import type { SessionType } from "../../contract/mod.ts";
import type { Sql } from "../../db/mod.ts";
import { createIssue, type IssueType, similarIssues } from "../../issues/mod.ts";
import { findTags } from "../classify.ts";
import { decideIssues, topicOf, withIssueTags } from "../issue_rules.ts";
import type { ReviewMessage } from "../review_model.ts";
import { BUILT_IN_TAGS } from "../../contract/mod.ts";

/** A session written for the purpose, with what a person says of it. */
export interface Labelled {
  id: string;
  type: SessionType;
  tags: string[];
  /** Keys of the issues it speaks of. */
  issues: string[];
  messages: ReviewMessage[];
}

/** How well something was found: of what was found how much is right, and of what is there how much was found. */
export interface Score {
  name: string;
  /** Found and right, found and wrong, missed. */
  right: number;
  wrong: number;
  missed: number;
  precision: number;
  recall: number;
}

const folder = new URL("../testdata/", import.meta.url);

/** The sessions of a file of `testdata/`. */
export async function labelledSessions(file = "labelled.txt"): Promise<Labelled[]> {
  const text = await Deno.readTextFile(new URL(file, folder));
  return text.trim().split(/\n\s*\n/).map((block) => {
    const [head, tags, issues, ...lines] = block.split("\n");
    const [id, type = "chat"] = head!.replace("# ", "").split(" ");
    const list = (line: string) =>
      line.split(":")[1]!.split(",").map((one) => one.trim()).filter(Boolean);
    return {
      id: id!,
      type: type as SessionType,
      tags: list(tags!),
      issues: list(issues!),
      messages: lines.map((line, index) => ({
        id: `msg_${id}_${index + 1}`,
        sequence: index + 1,
        sender_type: line.startsWith("c:") ? "user" as const : "human_agent" as const,
        sender_name: null,
        content: line.slice(3),
      })),
    };
  });
}

/** Runs the rules over the labelled sessions, each with the project's fifteen issues, and scores them. */
export async function scoreRules(
  sql: Sql,
  projectId: string,
  file?: string,
): Promise<{ tags: Score[]; allTags: Score; links: Score; newIssues: number; misses: string[] }> {
  const keys = new Map<string, string>();
  const text = await Deno.readTextFile(new URL("issues.txt", folder));
  for (const line of text.trim().split("\n")) {
    const [key, type, title, description] = line.split("|").map((one) => one.trim());
    const input = { title: title!, type: type as IssueType, description: description || null };
    const { id } = await createIssue(sql, projectId, input, { kind: "api", id: null });
    keys.set(id, key!);
  }
  const pairs: { tags: [string, string[], string[]][]; links: [string, string[], string[]][] } = {
    tags: [],
    links: [],
  };
  let newIssues = 0;
  for (const session of await labelledSessions(file)) {
    const { messages, type: sessionType } = session;
    const found = findTags({ sessionType, messages, tags: BUILT_IN_TAGS });
    const topic = topicOf(found, messages);
    const similar = topic ? await similarIssues(sql, projectId, topic.text, 5) : [];
    const tags = sessionType === "behavioral"
      ? found
      : withIssueTags(found, topic, similar, BUILT_IN_TAGS);
    pairs.tags.push([session.id, session.tags, tags.map(({ tag }) => tag)]);
    const { drafts } = topic ? decideIssues(topic, similar) : { drafts: [] };
    const links = drafts.filter(({ kind }) => kind === "issue_link");
    newIssues += drafts.length - links.length;
    pairs.links.push([session.id, session.issues, links.map(({ subject }) => keys.get(subject)!)]);
  }
  const misses = [...pairs.tags, ...pairs.links].flatMap(([id, wanted, found]) => {
    const missed = wanted.filter((one) => !found.includes(one));
    const wrong = found.filter((one) => !wanted.includes(one));
    return missed.length + wrong.length === 0
      ? []
      : [`${id}: missed [${missed.join(", ")}], wrong [${wrong.join(", ")}]`];
  });
  return {
    tags: BUILT_IN_TAGS.map((tag) => scoreOf(tag, pairs.tags, tag)),
    allTags: scoreOf("all tags", pairs.tags),
    links: scoreOf("links to issues", pairs.links),
    newIssues,
    misses,
  };
}

function scoreOf(name: string, pairs: [string, string[], string[]][], only?: string): Score {
  let [right, wrong, missed] = [0, 0, 0];
  const kept = (list: string[]) => only ? list.filter((one) => one === only) : list;
  for (const [, wanted, found] of pairs) {
    right += kept(found).filter((one) => wanted.includes(one)).length;
    wrong += kept(found).filter((one) => !wanted.includes(one)).length;
    missed += kept(wanted).filter((one) => !found.includes(one)).length;
  }
  const share = (part: number, rest: number) =>
    part + rest === 0 ? 1 : Math.round(part / (part + rest) * 1_000) / 1_000;
  return {
    name,
    right,
    wrong,
    missed,
    precision: share(right, wrong),
    recall: share(right, missed),
  };
}
