/** The version of the API's contract; docs/v1/versioning.md says what raises which part. */
export const API_VERSION = "1.0.0";

/** What the operations are grouped by. */
export const tags = [
  { name: "Sessions", description: "Conversations, meetings and trails of actions." },
  { name: "Messages", description: "What was said in a session." },
];
