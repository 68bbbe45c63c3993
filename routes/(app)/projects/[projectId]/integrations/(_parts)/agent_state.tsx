import { Banner } from "../../../../../../components/banner.tsx";
import { Time } from "../../../../../../components/time.tsx";
import type { AgentStatus } from "../../../../../../core/agent/mod.ts";

/** Whether the agent can answer, and what is missing. */
export function AgentState({ status, knows, base }: {
  status: AgentStatus;
  /** Whether there is any knowledge. */
  knows: boolean;
  /** The project's address. */
  base: string;
}) {
  return (
    <>
      {status.mode === "model"
        ? (
          <Banner tone="success" title="Writes its own answers.">
            {`Model ${status.model}, at ${status.host}.`}
          </Banner>
        )
        : (
          <Banner title="Quotes your knowledge.">
            No model is configured, so answers are passages word by word. Whoever runs this server
            sets <code>OPENAI_API_KEY</code>, or <code>OPENAI_BASE_URL</code>{" "}
            for any other model, and starts it again.
          </Banner>
        )}
      {status.failure && (
        <Banner tone="danger" title="The last answer failed.">
          {status.failure.message} (<Time at={status.failure.at} format="full" />)
        </Banner>
      )}
      {!knows && (
        <Banner tone="warning" title="It knows nothing yet.">
          <a href={`${base}/knowledge/new`}>Add an entry</a> for it to answer from.
        </Banner>
      )}
    </>
  );
}
