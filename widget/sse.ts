/** One event of a `text/event-stream`. */
export interface StreamEvent {
  name: string;
  data: string;
}

/**
 * A parser that takes the stream in pieces of any size and returns the events each piece completes.
 * Comments and unknown fields are skipped; lines may end in LF, CR or CRLF.
 */
export function createEventParser(): (piece: string) => StreamEvent[] {
  let rest = "";
  let name = "";
  let data: string[] = [];
  return (piece) => {
    const events: StreamEvent[] = [];
    rest += piece;
    // A CR at the very end may be half of a CRLF: it waits for the next piece.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop()!;
    for (const line of lines) {
      if (line === "") {
        if (data.length) events.push({ name: name || "message", data: data.join("\n") });
        name = "";
        data = [];
        continue;
      }
      const [, field, value] = /^([^:]*):? ?([^]*)$/.exec(line)!;
      if (field === "event") name = value!;
      else if (field === "data") data.push(value!);
    }
    return events;
  };
}
