import { Avatar } from "./avatar.tsx";
import { useWidget } from "./context.ts";
import { Icon } from "./icon.tsx";

/** Who is on the other side, the way to the other conversations, and the way out. */
export function Header({ onClose }: { onClose(): void }) {
  const { client, state, strings } = useWidget();
  const { config, session, view } = state;
  const human = session?.is_human_takeover ? session.human_name ?? strings.teammate : null;
  const agent = config?.agent_name || strings.assistant;
  const hasHistory = !!state.sessions?.length || !!session;
  return (
    <div class="head">
      {view === "chat" && hasHistory && (
        <button type="button" class="icon" aria-label={strings.back} onClick={client.showHome}>
          <Icon name="back" />
        </button>
      )}
      {view === "home" ? <h2 class="title">{config?.title || strings.conversations}</h2> : (
        <>
          <Avatar human={human} />
          <div class="who">
            <h2>{human ?? agent}</h2>
            <p>
              {session?.status === "closed"
                ? strings.closed
                : human
                ? strings.from_team
                : strings.answers_at_once}
            </p>
          </div>
        </>
      )}
      <button type="button" class="icon" aria-label={strings.close} onClick={onClose}>
        <Icon name="close" />
      </button>
    </div>
  );
}
