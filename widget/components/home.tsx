import { shortAge } from "../time.ts";
import { Avatar } from "./avatar.tsx";
import { useWidget } from "./context.ts";

/** The visitor's conversations, newest first, and the way to a new one. */
export function Home() {
  const { client, state, strings, locale } = useWidget();
  return (
    <div class="home">
      <div class="list">
        {state.sessions?.length === 0 && <p class="note">{strings.no_conversations}</p>}
        <ul>
          {state.sessions?.map((session) => (
            <li key={session.id}>
              <button type="button" class="entry" onClick={() => client.choose(session)}>
                <Avatar
                  human={session.is_human_takeover ? session.human_name ?? strings.teammate : null}
                />
                <span class="preview" dir="auto">{session.preview || strings.chat}</span>
                <span class="meta">
                  {shortAge(session.last_activity_at, strings, locale)}
                  {session.status === "closed" && ` · ${strings.closed}`}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      <button type="button" class="primary" onClick={() => client.choose(null)}>
        {strings.new_conversation}
      </button>
    </div>
  );
}
