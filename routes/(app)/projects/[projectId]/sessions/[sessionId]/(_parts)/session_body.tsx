import { sourceLabel } from "../../../../../../../components/labels.ts";
import { Timeline } from "../../../../../../../components/timeline.tsx";
import { timelineOf } from "../../../../../../../components/timeline_model.ts";
import { Transcript } from "../../../../../../../components/transcript.tsx";
import type { Draft } from "../../../../../../../core/agent/mod.ts";
import type { Message, Session } from "../../../../../../../core/contract/mod.ts";
import type { Delivery } from "../../../../../../../core/outbox/mod.ts";
import Chat from "../../../../../../../islands/Chat.tsx";
import LivePage from "../../../../../../../islands/LivePage.tsx";
import { shownMessage } from "./messages.ts";

/** What was said or done, read as what it was: a chat, a call, a trail of actions. */
export function SessionBody(props: {
  session: Session;
  messages: Message[];
  draft: Draft | null;
  /** What customers see the agent called. */
  agentName: string;
  /** What the place is called where replies appear; null when they appear nowhere else. */
  elsewhere: string | null;
  /** How messages fare on their way there, by id. */
  deliveries: Record<string, Delivery>;
  /** The signed-in person's name; null when they may not answer. */
  me: string | null;
  action: string;
  formKey: string;
  typed: string;
  error: string | null;
  now: number;
}) {
  const { session, messages } = props;
  const shown = messages.map(shownMessage);
  const address = `/api/projects/${session.project_id}/sessions/${session.id}`;
  if (session.session_type === "chat") {
    return (
      <Chat
        address={address}
        action={props.action}
        messages={shown}
        draft={props.draft}
        isClosed={session.status === "closed"}
        isTakenOver={session.is_human_takeover}
        customer={session.contact}
        agentName={props.agentName}
        me={props.me}
        reaches={session.source === "widget" ? "widget" : props.elsewhere ? "elsewhere" : null}
        source={props.elsewhere ?? sourceLabel(session.source)}
        deliveries={props.deliveries}
        formKey={props.formKey}
        typed={props.typed}
        error={props.error}
        now={props.now}
      />
    );
  }
  return (
    <>
      <div id="session-body" data-live>
        {messages.length === 0
          ? <p class="earlier">Nothing was recorded.</p>
          : session.session_type === "meeting"
          ? <Transcript messages={shown} />
          : <Timeline events={timelineOf(shown)} />}
      </div>
      <LivePage address={`${address}/stream`} />
    </>
  );
}
