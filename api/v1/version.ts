/** The version of the API's contract; docs/v1/versioning.md says what raises which part. */
export const API_VERSION = "1.0.0";

/** What the operations are grouped by. */
export const tags = [
  { name: "Project", description: "The project that the key belongs to." },
  { name: "Sessions", description: "Conversations, meetings and trails of actions." },
  { name: "Messages", description: "What was said in a session." },
  { name: "Contacts", description: "The people who speak." },
  { name: "Companies", description: "Who they belong to." },
  { name: "Issues", description: "What they ask for, with the sessions that speak of it." },
  { name: "Tags", description: "The words that sessions are sorted by." },
  { name: "Knowledge sources", description: "What the project knows, and answers rest on." },
  { name: "Product scopes", description: "The areas of the product, and initiatives." },
  { name: "Connections", description: "Sources that sessions come from." },
  { name: "Runs", description: "Syncs of connections." },
  { name: "Events", description: "What happened, by pull." },
  { name: "Webhooks", description: "What happened, told to your own server." },
  { name: "Exports", description: "Everything in one archive, and back." },
];
