import { Icon } from "../../../../../../components/icon.tsx";
import type { Connection } from "../../../../../../core/contract/mod.ts";

/** Whether a connection can pull. */
export function ConnectionState({ connection }: { connection: Pick<Connection, "status"> }) {
  return connection.status === "active"
    ? (
      <span class="status active">
        <Icon name="success" size={14} />
        <span class="status-text">Connected</span>
      </span>
    )
    : (
      <span class="status needs">
        <Icon name="alert" size={12} />
        <span class="status-text">Needs attention</span>
      </span>
    );
}
