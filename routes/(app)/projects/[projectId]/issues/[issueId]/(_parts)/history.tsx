import { Time } from "../../../../../../../components/time.tsx";
import type { IssueChange } from "../../../../../../../core/issues/mod.ts";

/** What was done with an issue, newest first. */
export function History({ changes, base, now }: {
  changes: IssueChange[];
  /** The address of the issues. */
  base: string;
  now: number;
}) {
  return (
    <ol class="history">
      {changes.map((change, index) => (
        <li key={index}>
          <span>
            <strong dir="auto">{whoOf(change)}</strong> {whatOf(change, base)}
          </span>
          <Time at={change.created_at} now={now} />
        </li>
      ))}
    </ol>
  );
}

function whoOf({ actor_kind, actor_name }: IssueChange): string {
  if (actor_kind === "review") return "The review";
  return actor_name ?? (actor_kind === "api" ? "The API" : "A teammate");
}

function whatOf({ kind, data }: IssueChange, base: string) {
  const other = (text: string) => (
    <>
      {text} <a href={`${base}/${data.issue_id}`} dir="auto">{String(data.title ?? "an issue")}</a>
    </>
  );
  switch (kind) {
    case "created":
      return "created it";
    case "edited":
      return data.status
        ? `set it to ${String(data.status).replace("_", " ")}`
        : `changed ${wordsOf(data.fields)}`;
    case "closed":
      return data.as === "done" ? "closed it as done" : `closed it as ${data.as}`;
    case "reopened":
      return "reopened it";
    case "linked":
      return "linked a session";
    case "unlinked":
      return "took a session away";
    case "merged_into":
      return other("merged it into");
    case "merged_from":
      return other("merged into it");
    case "split_to":
      return other("split off");
    case "split_from":
      return other("split it off");
    case "brief":
      return data.source === "written"
        ? "wrote the brief"
        : data.source === null
        ? "emptied the brief"
        : "had a brief made";
    case "note":
      return data.way === "sent" ? "told somebody who asked" : "noted that somebody was told";
  }
}

function wordsOf(fields: unknown): string {
  return Array.isArray(fields)
    ? fields.map((field) => String(field).replaceAll("_", " ")).join(", ")
    : "it";
}
