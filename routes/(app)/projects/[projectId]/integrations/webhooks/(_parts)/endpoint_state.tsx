import { Icon } from "../../../../../../../components/icon.tsx";
import type { WebhookEndpoint } from "../../../../../../../core/webhooks/mod.ts";

/** Whether an endpoint is told of events, and whether it takes them. */
export function EndpointState({ endpoint }: { endpoint: WebhookEndpoint }) {
  const [look, icon, text] = endpoint.status === "disabled"
    ? ["cancelled", "close", "Switched off"] as const
    : endpoint.failing_since
    ? ["failed", "danger", "Failing"] as const
    : ["succeeded", "success", "Enabled"] as const;
  return (
    <span class={`run-status ${look}`}>
      <Icon name={icon} size={14} />
      {text}
    </span>
  );
}
