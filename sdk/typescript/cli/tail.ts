import { type Event, type Hissuno, type Page, RateLimitError, ServerError } from "../src/mod.ts";
import { ConnectionError, type ListEventsQuery } from "../src/mod.ts";
import { assertKnown, countOption, type Given, hasFlag, textOption } from "./arguments.ts";
import { UsageError } from "./faults.ts";
import type { Io } from "./io.ts";
import { cell, jsonLine } from "./output.ts";

/** Seconds between two questions when nothing happens. */
const INTERVAL = 2;
/** How many events are asked for at once. */
const PAGE = 100;

/**
 * `tail`: shows events as they happen, until it is stopped. It begins with what happens from now on,
 * or after an event that one has, so that none is missed.
 */
export async function tail(
  client: Hissuno,
  given: Given,
  io: Io,
): Promise<void> {
  assertKnown(given, ["types", "after", "all", "interval"]);
  if (given.words.length > 0) {
    throw new UsageError("Write hissuno tail [--types session.created]");
  }
  const isJson = hasFlag(given, "json");
  const seconds = countOption(given, "interval") ?? INTERVAL;
  const types = textOption(given, "types")?.split(
    ",",
  ) as ListEventsQuery["types"];
  let after = textOption(given, "after");
  const read = () =>
    client.events.list({
      limit: PAGE,
      ...(types ? { types } : {}),
      ...(after ? { after } : {}),
    }, {
      signal: io.signal,
    }).page();
  let isPast = after === undefined && !hasFlag(given, "all");
  if (isPast) io.complain("Waiting for events. Stop with Ctrl-C.\n");
  try {
    while (!io.signal.aborted) {
      const page = await patiently(read, seconds, io);
      if (!isPast) {
        for (const event of page.data) {
          io.write(isJson ? jsonLine(event) : line(event));
        }
      }
      after = page.next_cursor ?? after;
      if (page.has_more) continue;
      isPast = false;
      await pause(seconds, io.signal);
    }
  } catch (error) {
    if (!io.signal.aborted) throw error;
  }
  if (after !== undefined) {
    io.complain(`Go on from here with --after=${after}\n`);
  }
}

/** An instance that restarts does not end this. */
async function patiently(
  read: () => Promise<Page<Event>>,
  seconds: number,
  io: Io,
): Promise<Page<Event>> {
  while (true) {
    try {
      return await read();
    } catch (error) {
      const isPassing = error instanceof ConnectionError ||
        error instanceof ServerError ||
        error instanceof RateLimitError;
      if (!isPassing || io.signal.aborted) throw error;
      io.complain(`${error.message} Trying again.\n`);
      const asked = error instanceof RateLimitError ? error.retryAfter ?? 0 : 0;
      await pause(Math.max(seconds, asked), io.signal);
    }
  }
}

/** Waits, but not longer than one wants to. */
function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, seconds * 1000);
    signal.addEventListener("abort", end);
  });
}

function line({ created_at: at, type, data, id }: Event): string {
  const facts = Object.entries(data).map(([name, value]) => `${name}=${cell(value)}`).join(" ");
  return `${at}  ${cell(type).padEnd(16)}  ${id}  ${facts}\n`;
}
