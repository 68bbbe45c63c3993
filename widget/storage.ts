/** A place for small texts that survives navigation where the browser allows it. */
export interface Store {
  get(name: string): string | null;
  /** Null removes the value. */
  set(name: string, value: string | null): void;
}

/**
 * Names live under `hissuno:<project>:`. Where storage is blocked (private windows, sandboxed
 * frames) or full, the values live in memory for as long as the page does.
 */
export function openStorage(area: () => Storage, projectId: string): Store {
  const memory: Record<string, string> = {};
  const key = (name: string) => `hissuno:${projectId}:${name}`;
  return {
    get(name) {
      try {
        return area().getItem(key(name)) ?? memory[name] ?? null;
      } catch {
        return memory[name] ?? null;
      }
    },
    set(name, value) {
      delete memory[name];
      try {
        if (value === null) area().removeItem(key(name));
        else area().setItem(key(name), value);
      } catch {
        if (value !== null) memory[name] = value;
      }
    },
  };
}
