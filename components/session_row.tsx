import { Highlight } from "./highlight.tsx";
import { NeedsHumanBadge } from "./needs_human_badge.tsx";
import { Person } from "./person.tsx";
import { SourceBadge } from "./source_badge.tsx";
import { StatusBadge } from "./status_badge.tsx";
import { TagList } from "./tag_list.tsx";
import { TakeoverBadge } from "./takeover_badge.tsx";
import { Time } from "./time.tsx";
import { truncate } from "./truncate.ts";
import type { SessionSummary } from "./types.ts";

/** Props of {@link SessionRow}. */
export interface SessionRowProps {
  session: SessionSummary;
  href: string;
  /** Adds a checkbox named `session` with the id, belonging to the form of this id. */
  selectForm?: string;
  /** The present in milliseconds. */
  now?: number;
  /** Just arrived: the row lights up once. */
  fresh?: boolean;
}

const long = new Intl.NumberFormat("en-US");
const short = new Intl.NumberFormat("en-US", { notation: "compact" });

/** What a session is called when it has no name: its first words. */
export function sessionTitle(session: Pick<SessionSummary, "name" | "preview">): string {
  return truncate(session.name?.trim() || session.preview?.trim() || "Untitled session", 120);
}

/** One session of the list. The name is the link; its area covers the whole row. */
export function SessionRow({ session, href, selectForm, now, fresh }: SessionRowProps) {
  const title = sessionTitle(session);
  const named = Boolean(session.name?.trim());
  return (
    <tr role="row" class={fresh ? "fresh" : undefined} data-session={session.id}>
      {selectForm && (
        <td role="cell" class="col-select">
          <input
            class="box"
            type="checkbox"
            name="session"
            value={session.id}
            form={selectForm}
            aria-label={`Select ${title}`}
          />
        </td>
      )}
      <td role="cell" class="col-name">
        <a class="row-link truncate" href={href} dir="auto" title={title}>
          {session.name_segments ? <Highlight segments={session.name_segments} /> : title}
        </a>
        {session.preview && (named || session.preview_segments) && (
          <div class="row-preview truncate" dir="auto">
            {session.preview_segments
              ? <Highlight segments={session.preview_segments} />
              : truncate(session.preview, 200)}
          </div>
        )}
      </td>
      <td role="cell" class="col-customer">
        <Person contact={session.contact} />
      </td>
      <td role="cell" class="col-source">
        <SourceBadge source={session.source} />
      </td>
      <td role="cell" class="col-tags">
        <TagList tags={session.tags} limit={1} />
      </td>
      <td role="cell" class="col-messages">
        <span title={session.message_count > 9999 ? String(session.message_count) : undefined}>
          {(session.message_count > 9999 ? short : long).format(session.message_count)}
        </span>
        <span class="visually-hidden">
          {session.message_count === 1 ? " message" : " messages"}
        </span>
      </td>
      <td role="cell" class="col-status">
        <StatusBadge status={session.status} archived={session.is_archived} />
      </td>
      <td role="cell" class="col-takeover">
        {session.is_human_takeover
          ? <TakeoverBadge />
          : session.needs_human && <NeedsHumanBadge reason={session.needs_human} />}
      </td>
      <td role="cell" class="col-activity">
        <Time at={session.last_activity_at} now={now} />
      </td>
    </tr>
  );
}
