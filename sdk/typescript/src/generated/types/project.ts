// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** The project of the key. */
export interface Project {
  id: string;
  name: string;
  /** What the limits of its keys depend on. */
  plan: string;
  /** What revenues are in, such as `USD`. */
  currency: string;
  /** The key that asks. */
  key: {
    id: string;
    name: string;
    scope: "read" | "write" | "full";
  };
  created_at: string;
  updated_at: string;
}
