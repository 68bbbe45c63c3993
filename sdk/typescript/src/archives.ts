import type { Download } from "./download.ts";
import { HissunoError } from "./errors.ts";
import type { RequestOptions, Upload } from "./options.ts";
import type { Reply } from "./reply.ts";
import { wait } from "./retry.ts";
import type { Transport } from "./transport.ts";

/** How one waits for an archive. */
export interface ArchiveOptions {
  /** Ends the waiting; what goes on at the server goes on. */
  signal?: AbortSignal;
  /** The most milliseconds between two questions how far it is; the first come sooner. @default 2000 */
  interval?: number;
  /** Told how far it is. */
  onProgress?: (progress: ArchiveProgress) => void;
}

/** How far an archive is. */
export interface ArchiveProgress {
  id: string;
  status: string;
  done_rows: number;
  total_rows: number;
  error: string | null;
  /** How many things of each kind it holds. */
  counts: Record<string, number>;
}

interface Exported extends ArchiveProgress {
  download_url: string | null;
}

/** Sending an archive may take long. */
const UPLOAD_TIMEOUT = 60 * 60 * 1000;
const INTERVAL = 2000;
const FIRST_INTERVAL = 100;

/** Reads what a link of the API leads to, such as an export's `download_url`. It gets no key. */
export function downloadLink(
  client: Transport,
  url: string,
  options: RequestOptions,
): Reply<Download> {
  return client.download({ method: "GET", path: "", link: url }, options);
}

/**
 * Makes an archive of all of the project, waits for it, and begins to read it.
 *
 * @throws {HissunoError} when the server cannot make it
 */
export async function exportProject(
  client: Transport,
  options: ArchiveOptions,
): Promise<Download> {
  const { signal } = options;
  const begun = await client.request<Exported>(
    { method: "POST", path: "/exports", takesIdempotencyKey: true },
    { signal },
  );
  const done = await untilDone<Exported>(
    client,
    `/exports/${begun.id}`,
    begun,
    options,
  );
  if (!done.download_url) {
    throw new HissunoError(
      "The export has no address. Download it in the dashboard.",
    );
  }
  return await downloadLink(client, done.download_url, { signal });
}

/**
 * Brings an archive into the project, which must be empty, and waits until everything is there.
 *
 * @returns how many things of each kind came in
 * @throws {HissunoError} when the archive is refused
 */
export async function importProject(
  client: Transport,
  archive: Upload,
  options: ArchiveOptions,
): Promise<ArchiveProgress> {
  const { signal } = options;
  const { upload_url: link } = await client.request<{ upload_url: string }>(
    { method: "POST", path: "/imports", takesIdempotencyKey: true },
    { signal },
  );
  const begun = await client.request<ArchiveProgress>(
    { method: "PUT", path: "", link, upload: archive },
    { signal, timeout: UPLOAD_TIMEOUT, maxRetries: 0 },
  );
  return await untilDone(client, `/imports/${begun.id}`, begun, options);
}

async function untilDone<T extends ArchiveProgress>(
  client: Transport,
  path: string,
  begun: Pick<T, "id" | "status">,
  { signal, interval = INTERVAL, onProgress }: ArchiveOptions,
): Promise<T> {
  // What has only begun may say no more than that.
  const nothing = { done_rows: 0, total_rows: 0, counts: {}, error: null };
  let now = { ...nothing, ...begun } as T;
  for (let asked = 0;; asked++) {
    onProgress?.(now);
    if (now.status === "failed" || now.status === "expired") {
      throw new HissunoError(
        now.error ?? `The archive is ${now.status}. Begin again.`,
      );
    }
    if (now.status === "done" && asked > 0) return now;
    await wait(Math.min(interval, FIRST_INTERVAL * 2 ** asked), signal);
    now = await client.request<T>({ method: "GET", path }, { signal });
  }
}
