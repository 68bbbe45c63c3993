import type { PageProps } from "fresh";
import type { State } from "../../server/state.ts";
import { Problem } from "../(_common)/problem_page.tsx";

/** Errors of signed-in pages: the sidebar stays, so there is a way on. */
export default function ErrorPage({ error, state, url }: PageProps<unknown, State>) {
  return <Problem error={error} state={state} url={url} />;
}
