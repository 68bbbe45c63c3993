import { SessionRow } from "./session_row.tsx";
import type { SessionSummary } from "./types.ts";

/** Props of {@link SessionTable}. */
export interface SessionTableProps {
  sessions: SessionSummary[];
  /** The page of a session. */
  hrefOf: (session: SessionSummary) => string;
  /** The id of the form the checkboxes belong to; without it there are none. */
  selectForm?: string;
  /** The present in milliseconds. */
  now?: number;
}

/**
 * The feedback list as a table; cards on a narrow page. Roles are spelled out because browsers
 * drop those of a table whose rows are laid out as cards.
 */
export function SessionTable({ sessions, hrefOf, selectForm, now }: SessionTableProps) {
  return (
    <table role="table" class="table session-table" aria-label="Sessions">
      <thead role="rowgroup">
        <tr role="row">
          {selectForm && (
            <th role="columnheader" class="col-select" scope="col">
              <span class="visually-hidden">Select</span>
              <input
                class="box"
                type="checkbox"
                hidden
                data-select-all
                aria-label="Select all on this page"
              />
            </th>
          )}
          <th role="columnheader" class="col-name" scope="col">Conversation</th>
          <th role="columnheader" class="col-customer" scope="col">Customer</th>
          <th role="columnheader" class="col-source" scope="col">Source</th>
          <th role="columnheader" class="col-tags" scope="col">Tags</th>
          <th role="columnheader" class="col-messages" scope="col">Msgs</th>
          <th role="columnheader" class="col-status" scope="col">Status</th>
          <th role="columnheader" class="col-takeover" scope="col">Takeover</th>
          <th role="columnheader" class="col-activity" scope="col">Last activity</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            href={hrefOf(session)}
            selectForm={selectForm}
            now={now}
          />
        ))}
      </tbody>
    </table>
  );
}
