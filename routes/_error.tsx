import type { PageProps } from "fresh";
import type { State } from "../server/state.ts";
import { Problem } from "./(_common)/problem_page.tsx";

/** Errors of pages outside the signed-in part. */
export default function ErrorPage({ error, state, url }: PageProps<unknown, State>) {
  return (
    <main class="problem-main">
      <Problem error={error} state={state} url={url} />
    </main>
  );
}
