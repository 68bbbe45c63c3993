import { Time } from "../../../../../../components/time.tsx";
import type { Connection, Manifest } from "../../../../../../core/contract/mod.ts";
import { frequencies } from "./connection_form.ts";

/** In one line: how often a connection pulls, when next, and which range. */
export function ConnectionFacts({ connection, manifest }: {
  connection: Connection;
  manifest: Manifest;
}) {
  const { frequency, next_run_at, status, filter_from, filter_to } = connection;
  return (
    <>
      {status === "needs_attention"
        ? "Nothing is synced until the credentials are right again."
        : frequency === "manual"
        ? "Synced by hand only."
        : frequencies.find(({ value }) => value === frequency)!.label}
      {status === "active" && next_run_at && (
        <>
          {", next on "}
          <Time at={next_run_at} format="full" />
          .
        </>
      )}
      {(filter_from || filter_to) && ` Only ${range(connection)}, by ${dateOf(manifest)}.`}
    </>
  );
}

/** What the date filter of a source goes by. */
export function dateOf({ dateFilter }: Manifest): string {
  return dateFilter ?? "the date a conversation was changed";
}

function range({ filter_from, filter_to }: Connection): string {
  const day = (date: Date) => date.toISOString().slice(0, 10);
  return [
    filter_from ? `from ${day(filter_from)}` : "",
    filter_to ? `to ${day(filter_to)}` : "",
  ].filter(Boolean).join(" ");
}
