import type { App } from "./app.ts";
import { registerIsland } from "./island.ts";
import { assetHashes } from "./shared.ts";
import type { IslandComponent, RouteModule } from "./types.ts";

/** A file served by `staticFiles()`. */
export interface StaticFile {
  /** Place on disk below the project folder. */
  path: string;
  type: string;
  /** Content hash, also the ETag. */
  hash: string;
  /** The name carries a hash: browsers may keep it for good. */
  immutable?: boolean;
  /** Extra response headers. */
  headers?: Record<string, string>;
}

/** A browser module with the modules it imports. */
export interface BrowserModule {
  url: string;
  preload: string[];
}

/** What the build writes to `_fresh/manifest.json`. */
export interface Manifest {
  /** Address of the reload script; only in development. */
  reload?: string;
  client: BrowserModule;
  /** Modules needed when a prop holds a signal. */
  signals: string[];
  /** Island file -> its module. */
  islands: Record<string, BrowserModule>;
  /** Address -> file. */
  files: Record<string, StaticFile>;
  /** Name of an extra file -> its address. */
  bundles: Record<string, string>;
}

/** One component that may become interactive in the browser. */
export interface IslandReference extends BrowserModule {
  /** Source file, for messages. */
  file: string;
  exportName: string;
}

/** A built application as the server uses it. */
export interface Snapshot extends Pick<Manifest, "reload" | "client" | "signals"> {
  /** Project folder, ending in a slash. */
  root: string;
  /** Route files (path below `routes/`, without extension) with their modules. */
  routes: [file: string, module: RouteModule][];
  islands: Map<IslandComponent, IslandReference>;
  files: Map<string, StaticFile>;
  /** File contents by path, when the build stayed in memory. */
  contents: Map<string, Uint8Array<ArrayBuffer>>;
}

/** The raw parts of a snapshot: the manifest and the imported modules. */
export interface SnapshotParts {
  /** Project folder, ending in a slash. */
  root: string;
  manifest: Manifest;
  routes: [file: string, module: object][];
  islands: [file: string, module: object][];
  contents?: Map<string, Uint8Array<ArrayBuffer>>;
}

/** Gives a built application (routes, islands, static files) to an app. */
// An app of any state type can take a snapshot.
// deno-lint-ignore no-explicit-any
export type ApplySnapshot = (app: App<any>) => void;

/** A snapshot of an application without routes and files, for apps made of code only. */
export function emptySnapshot(): Snapshot {
  return {
    root: "",
    routes: [],
    islands: new Map(),
    files: new Map(),
    contents: new Map(),
    client: { url: "", preload: [] },
    signals: [],
  };
}

/** Makes the `apply` function of `_fresh/server.ts`. */
export function createApply(parts: SnapshotParts): ApplySnapshot {
  const snapshot = createSnapshot(parts);
  return (app) => app.useSnapshot(snapshot);
}

/** Builds a snapshot: registers the islands and the hashes `asset()` uses. */
export function createSnapshot(parts: SnapshotParts): Snapshot {
  const { manifest } = parts;
  const islands = new Map<IslandComponent, IslandReference>();
  for (const [file, module] of parts.islands) {
    const built = manifest.islands[file];
    if (!built) throw new Error(`Island ${file} is not in the manifest: build again`);
    for (const [exportName, component] of Object.entries(module)) {
      if (typeof component !== "function") continue;
      islands.set(component, { ...built, file, exportName });
      registerIsland(component);
    }
  }
  for (const [address, file] of Object.entries(manifest.files)) {
    if (!file.immutable) assetHashes.set(address, file.hash);
  }
  return {
    root: parts.root,
    routes: parts.routes as [string, RouteModule][],
    islands,
    files: new Map(Object.entries(manifest.files)),
    contents: parts.contents ?? new Map(),
    client: manifest.client,
    signals: manifest.signals,
    ...(manifest.reload ? { reload: manifest.reload } : {}),
  };
}
