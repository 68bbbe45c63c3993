import type { Db } from "../db/mod.ts";

/** How something fares that was written here and is to be sent. */
export interface DeliveryRow {
  message_id: string;
  operation: "send" | "edit" | "delete";
  status: "queued" | "failed";
  error: string | null;
  /** The connection's credentials fail: nothing goes out. */
  is_stopped: boolean;
}

/** What of a session has not arrived yet: one row for each message, a failure before all else. */
export async function selectDeliveries(
  db: Db,
  projectId: string,
  sessionId: string,
): Promise<DeliveryRow[]> {
  const rows = await db<DeliveryRow[]>`
    select distinct on (send.message_id) send.message_id, send.operation, send.status, send.error,
      coalesce(connection.status = 'needs_attention', false) as is_stopped
    from message_sends send
    join sessions session
      on session.project_id = send.project_id and session.id = send.session_id
    left join connections connection
      on connection.project_id = session.project_id and connection.id = session.connection_id
    where send.project_id = ${projectId} and send.session_id = ${sessionId}
      and send.status <> 'sent'
    order by send.message_id, send.status = 'failed' desc, send.position`;
  return [...rows];
}
