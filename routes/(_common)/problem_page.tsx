import { HttpError } from "fresh";
import { Head } from "fresh/runtime";
import { LinkButton } from "../../components/link_button.tsx";
import type { State } from "../../server/state.ts";

const titles: Record<number, string> = {
  400: "That does not make sense to us",
  401: "Please sign in",
  403: "You may not do that",
  404: "Nothing is here",
  409: "Somebody was faster",
  413: "That is too large",
  429: "Slow down a moment",
};

/** What went wrong, in words, with a way out. Faults of ours show no details: those are logged. */
export function Problem({ error, state, url }: { error: unknown; state: State; url: URL }) {
  const status = error instanceof HttpError ? error.status : 500;
  const title = titles[status] ?? "Something broke on our side";
  const text = error instanceof HttpError && status < 500 && error.cause
    ? error.message
    : status === 404
    ? "The page was moved, deleted, or never existed."
    : "Your data is safe. Try again; if it stays, look into the server's log.";
  return (
    <>
      <Head>
        <title>{`${title} · Hissuno`}</title>
      </Head>
      <section class="problem">
        <p class="problem-status">{status}</p>
        <h1>{title}</h1>
        <p class="muted">{text}</p>
        {status >= 500 && state.requestId && (
          <p class="subtle text-small">
            Request <code>{state.requestId}</code>
          </p>
        )}
        <div class="actions">
          <LinkButton
            variant="primary"
            href={state.project ? `/projects/${state.project.id}/feedback` : "/"}
          >
            {state.project ? "Back to Feedback" : "To the start page"}
          </LinkButton>
          {status >= 500 && <LinkButton href={url.pathname + url.search}>Try again</LinkButton>}
        </div>
      </section>
    </>
  );
}
