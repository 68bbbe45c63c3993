/**
 * Measures each query of analytics on a database of bench/generate.ts against the same question asked
 * directly of sessions and messages, in turn in one run, and prints Markdown:
 *
 *     DATA_DIR=.data/bench-1m deno run -A bench/analytics.ts [rounds = 5]
 *
 * Sessions that are not counted yet are counted first. Ratios are of medians; 1 is a read of a session
 * by its key.
 */
import { keepAnalytics, spanOf } from "../core/analytics/mod.ts";
import {
  answers,
  companyVolume,
  handling,
  issueTrends,
  summary,
  volume,
} from "../core/analytics/mod.ts";
import { loadConfig } from "../core/config.ts";
import { openDatabase } from "../core/db/mod.ts";
import { getSession } from "../core/sessions/mod.ts";
import { NEWEST, projectId } from "./fill/conversations.ts";
import { direct } from "./measure/analytics_sql.ts";
import { medianOf } from "./measure/rounds.ts";

const rounds = Number(Deno.args[0] ?? 5);
const database = await openDatabase(loadConfig(Deno.env.toObject()), { attach: true });
try {
  const { sql } = database;
  const begun = performance.now();
  const counted = await keepAnalytics(sql);
  if (counted > 0) {
    const seconds = (performance.now() - begun) / 1_000;
    console.log(`Counted ${counted} sessions in ${seconds.toFixed(0)} s\n`);
  }
  const project = projectId(0);
  const [known] = await sql`select id from sessions where project_id = ${project} limit 1`;
  const at = new Date(NEWEST - 1);
  const to = at.toISOString().slice(0, 10);
  const key = () => getSession(sql, project, known!.id);
  console.log("| question | time | kept, ms | direct, ms | direct / kept | kept / key |");
  console.log("| --- | --- | ---: | ---: | ---: | ---: |");
  for (const days of [30, 90, 730]) {
    const from = new Date(at.getTime() - (days - 1) * 86_400_000).toISOString().slice(0, 10);
    const span = await spanOf(sql, project, { from, to }, at);
    const questions: [
      name: string,
      kept: () => Promise<unknown>,
      direct?: () => Promise<unknown>,
    ][] = [
      ["figures", () => summary(sql, project, span)],
      [
        "by source",
        () => volume(sql, project, span, "source"),
        () => direct.sources(sql, project, span),
      ],
      ["by tag", () => volume(sql, project, span, "tag"), () => direct.tags(sql, project, span)],
      ["takeovers", () => handling(sql, project, span), () => direct.handling(sql, project, span)],
      ["first answer", () => answers(sql, project, span), () => direct.answers(sql, project, span)],
      [
        "issues",
        () => issueTrends(sql, project, span),
        () => direct.links(sql, project, span, "issue"),
      ],
      [
        "companies",
        () => companyVolume(sql, project, span),
        () => direct.links(sql, project, span, "company"),
      ],
    ];
    for (const [name, kept, directly] of questions) {
      const times: number[][] = [[], [], []];
      for (let round = 0; round <= rounds; round++) {
        for (const [place, ask] of [kept, directly, key].entries()) {
          if (!ask) continue;
          const start = performance.now();
          await ask();
          // The first round warms up.
          if (round > 0) times[place]!.push(performance.now() - start);
        }
      }
      const [own, other, read] = times.map((list) => list.length > 0 ? medianOf(list) : null);
      const cells = [
        name,
        `${days} days`,
        own!.toFixed(1),
        other?.toFixed(1) ?? "",
        other ? (other / own!).toFixed(0) : "",
        (own! / read!).toFixed(1),
      ];
      console.log(`| ${cells.join(" | ")} |`);
    }
  }
} finally {
  await database.close();
}
