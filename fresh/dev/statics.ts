import type { StaticFile } from "../snapshot.ts";
import type { Project } from "./discover.ts";

const TYPES: Record<string, string> = {
  avif: "image/avif",
  css: "text/css; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  gif: "image/gif",
  html: "text/html; charset=utf-8",
  ico: "image/x-icon",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  map: "application/json",
  md: "text/markdown; charset=utf-8",
  mjs: "text/javascript; charset=utf-8",
  mp4: "video/mp4",
  otf: "font/otf",
  pdf: "application/pdf",
  png: "image/png",
  svg: "image/svg+xml",
  ttf: "font/ttf",
  txt: "text/plain; charset=utf-8",
  wasm: "application/wasm",
  webmanifest: "application/manifest+json",
  webp: "image/webp",
  woff: "font/woff",
  woff2: "font/woff2",
  xml: "application/xml",
};

/** Hashes the static files of a project. Of two with one address the project's own one wins. */
export async function readStatics(project: Project): Promise<Record<string, StaticFile>> {
  const files: Record<string, StaticFile> = {};
  for (const { address, path } of project.statics) {
    const bytes = await Deno.readFile(project.root + path);
    files[address] ??= { path, type: contentType(path), hash: await hashOf(bytes) };
  }
  return files;
}

/** The media type of a file name; unknown ones are downloads. */
export function contentType(path: string): string {
  return TYPES[path.split(".").at(-1)!.toLowerCase()] ?? "application/octet-stream";
}

/** The first 16 hexadecimal digits of the content's SHA-256. */
export async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return new Uint8Array(digest).toHex().slice(0, 16);
}
