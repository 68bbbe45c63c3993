import { useEffect, useRef, useState } from "preact/hooks";
import type { DeliveryView } from "../components/types.ts";
import { calmly } from "./page_refresh.ts";

const PAUSE_MILLISECONDS = 300;

/**
 * How a conversation's messages fare on their way to where it happens, by id; looked up again whenever
 * a message is new or changed.
 *
 * @param address where it is looked up; null for conversations that happen here
 */
export function useDeliveries(
  address: string | null,
  first: Record<string, DeliveryView>,
  messages: unknown,
): Record<string, DeliveryView> {
  const [deliveries, setDeliveries] = useState(first);
  const isFirst = useRef(true);
  const look = useRef<() => void>(() => {});
  useEffect(() => {
    if (address === null) return;
    look.current = calmly(async () => {
      try {
        const answer = await fetch(address, { headers: { accept: "application/json" } });
        if (answer.ok) setDeliveries(await answer.json());
      } catch {
        // Without a connection the old ones stay; the next message looks again.
      }
    }, PAUSE_MILLISECONDS);
  }, [address]);
  useEffect(() => {
    if (!isFirst.current) look.current();
    isFirst.current = false;
  }, [messages]);
  return deliveries;
}
