import type { Sql } from "../../core/db/mod.ts";

/** What PostgreSQL did for one statement. */
export interface Plan {
  /** The nodes, indented, with their rows. */
  text: string;
  /** Rows read by all scans, those that a filter threw away included. */
  rows: number;
  /** Blocks of 8 KB touched. */
  blocks: number;
  /** Time of planning and of execution, in milliseconds. */
  planning: number;
  execution: number;
}

interface Node {
  "Node Type": string;
  "Index Name"?: string;
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Index Recheck"?: number;
  "Shared Hit Blocks": number;
  "Shared Read Blocks": number;
  "Actual Total Time": number;
  Plans?: Node[];
}

/**
 * A connection on which every statement is also explained.
 *
 * @param plans gets the plan of each
 */
export function explained(sql: Sql, plans: Plan[]): Sql {
  const tag = (first: unknown, ...values: never[]) => {
    const query = sql(first as never, ...values);
    if (!Array.isArray(first)) return query;
    // Only what is awaited is a statement; the rest are pieces of one.
    const run = async () => {
      const rows = await sql`explain (analyze, buffers, format json) ${
        sql(first as never, ...values)
      }`;
      plans.push(planOf(rows[0]!["QUERY PLAN"][0]));
      return await sql(first as never, ...values);
    };
    return Object.assign(query, {
      then: (resolve: (rows: unknown) => void, reject: (error: unknown) => void) =>
        run().then(resolve, reject),
    });
  };
  return Object.assign(tag, { json: sql.json }) as unknown as Sql;
}

function planOf(top: { Plan: Node; "Planning Time": number; "Execution Time": number }): Plan {
  const lines: string[] = [];
  const rows = walk(top.Plan, 0, lines);
  return {
    text: lines.join("\n"),
    rows,
    blocks: top.Plan["Shared Hit Blocks"] + top.Plan["Shared Read Blocks"],
    planning: top["Planning Time"],
    execution: top["Execution Time"],
  };
}

function walk(node: Node, depth: number, lines: string[]): number {
  const loops = node["Actual Loops"];
  const removed = (node["Rows Removed by Filter"] ?? 0) +
    (node["Rows Removed by Index Recheck"] ?? 0);
  const name = node["Index Name"] ?? node["Relation Name"] ?? "";
  lines.push(
    `${"  ".repeat(depth)}${node["Node Type"]} ${name} rows ${node["Actual Rows"]} x ${loops}` +
      (removed ? `, removed ${removed}` : "") +
      `, ${node["Actual Total Time"]} ms, ${
        node["Shared Hit Blocks"] + node["Shared Read Blocks"]
      } blocks`,
  );
  let rows = /Scan$/.test(node["Node Type"]) && !/CTE|Subquery|Function/.test(node["Node Type"])
    ? (node["Actual Rows"] + removed) * loops
    : 0;
  for (const child of node.Plans ?? []) rows += walk(child, depth + 1, lines);
  return rows;
}
