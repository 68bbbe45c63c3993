import { z } from "zod";
import { data, text } from "../fields_model.ts";
import { type Collection, collection } from "./collection.ts";
import { customerCollections } from "./customers.ts";
import { issueCollections, scopeCollections } from "./issues.ts";
import { knowledgeCollections } from "./knowledge.ts";
import { sessionCollections } from "./sessions.ts";

export type { Collection } from "./collection.ts";

/** The project itself, one line: how it is called, and the settings that people choose. */
export const PROJECT = collection(
  "project",
  z.strictObject({ name: text(1_000), settings: data }),
  [],
);

/** Everything an archive holds, in the order in which it can be brought in again. */
export const collections: readonly Collection[] = [
  PROJECT,
  ...scopeCollections,
  ...customerCollections,
  ...knowledgeCollections,
  ...sessionCollections,
  ...issueCollections,
];

/** The folder of uploaded files: named by their source, as they were sent. */
export const UPLOADS = "uploads";

/** A collection by its name. */
export function collectionOf(name: string): Collection | undefined {
  return collections.find((one) => one.name === name);
}

/** The columns of a collection. */
export function columnsOf(one: Collection): string[] {
  return Object.keys(one.row.shape);
}
