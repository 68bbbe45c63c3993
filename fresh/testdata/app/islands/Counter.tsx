import type { Signal } from "@preact/signals";

export default function Counter({ count, label }: { count: Signal<number>; label: string }) {
  return (
    <button type="button" class={label} onClick={() => count.value++}>
      {label}: {count}
    </button>
  );
}
