import type { Pending } from "../queue.ts";
import { fill } from "../strings.ts";
import { useWidget } from "./context.ts";

/** A message on its way, with what is known of its fate. */
export function PendingBubble({ item }: { item: Pending }) {
  const { client, state, strings } = useWidget();
  const status = item.failed
    ? fill(strings.failed, { reason: item.failed })
    : !state.online
    ? strings.queued
    : state.sending === item.client_id
    ? strings.sending
    : strings.waiting;
  return (
    <div class="row mine">
      <div class={item.failed ? "bubble last failed" : "bubble last pending"}>
        <span class="hidden">{strings.you}:</span>
        <div class="text" dir="auto">{item.text}</div>
      </div>
      <div class="state">
        <span>{status}</span>
        {item.failed && (
          <>
            <button type="button" class="link" onClick={() => client.retry(item)}>
              {strings.retry}
            </button>
            <button type="button" class="link" onClick={() => client.discard(item)}>
              {strings.discard}
            </button>
          </>
        )}
      </div>
    </div>
  );
}
