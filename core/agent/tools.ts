/** A tool as the model is told of it, in the form of the chat completions API. */
export interface ToolDefinition {
  type: "function";
  function: { name: string; description: string; parameters: Record<string, unknown> };
}

/** A tool the model wants to use; `arguments` is what it wrote, perhaps not JSON. */
export interface ToolCall {
  id: string;
  name: string;
  arguments: string;
}

/** What a visitor says of how they can be reached; empty for what they do not say. */
export interface ContactDetails {
  name: string;
  email: string;
}

/** What a tool call means, or why it means nothing. */
export type ToolRequest =
  | { tool: "search_knowledge"; query: string }
  | { tool: "read_earlier_conversations"; query: string }
  | { tool: "collect_contact_details"; details: ContactDetails }
  | { tool: "hand_over"; reason: string }
  | { tool: "invalid"; problem: string };

const search = define(
  "search_knowledge",
  "Searches this product's knowledge base. Use it when the given passages do not answer the question.",
  { query: "A few words that the answer would contain" },
  ["query"],
);
const handOver = define(
  "hand_over",
  "Asks a human teammate to take over this conversation. Use it when the visitor asks for a person, " +
    "agrees to your offer of one, or needs something only a person can do.",
  { reason: "One short sentence for the teammate" },
  ["reason"],
);
const earlier = define(
  "read_earlier_conversations",
  "Reads what this visitor and your team said to each other in earlier conversations. Use it when " +
    "the visitor refers to one.",
  { query: "A few words of what it was about, or nothing for the newest" },
  [],
);
const collect = define(
  "collect_contact_details",
  "Keeps how the visitor can be reached, for the team. Use it only when the visitor has written " +
    "their name or e-mail address in this conversation, word by word as they wrote it.",
  { name: "The visitor's name", email: "The visitor's e-mail address" },
  [],
);

/**
 * All the agent can do. No tool takes a project, a session, a person or an address to call: all act
 * on the conversation at hand, whatever the visitor or a passage says.
 *
 * @param may what is possible in this conversation besides searching and handing over
 */
export function agentTools(may: { earlier: boolean; collect: boolean }): ToolDefinition[] {
  return [search, handOver, ...(may.earlier ? [earlier] : []), ...(may.collect ? [collect] : [])];
}

/** Reads a tool call; anything but a known tool with texts as arguments is invalid. */
export function readToolCall(call: ToolCall): ToolRequest {
  let given: unknown;
  try {
    given = JSON.parse(call.arguments || "{}");
  } catch {
    return { tool: "invalid", problem: "The arguments are not valid JSON. Send a JSON object." };
  }
  const fields = (typeof given === "object" && given !== null ? given : {}) as Record<
    string,
    unknown
  >;
  const text = (field: string, length: number) =>
    typeof fields[field] === "string" ? fields[field].trim().slice(0, length).toWellFormed() : "";
  switch (call.name) {
    case "search_knowledge": {
      const query = text("query", 500);
      if (query !== "") return { tool: "search_knowledge", query };
      return { tool: "invalid", problem: "The query is missing. Send it as a text." };
    }
    case "read_earlier_conversations":
      return { tool: "read_earlier_conversations", query: text("query", 500) };
    case "collect_contact_details": {
      const details = { name: text("name", 200), email: text("email", 320) };
      if (details.name !== "" || details.email !== "") {
        return { tool: "collect_contact_details", details };
      }
      return { tool: "invalid", problem: "Send name, email or both, as the visitor wrote them." };
    }
    // Whoever wants to hand over should not fail for want of a reason.
    case "hand_over":
      return { tool: "hand_over", reason: text("reason", 300) };
    default:
      return { tool: "invalid", problem: "There is no such tool. Answer the visitor." };
  }
}

function define(
  name: string,
  description: string,
  fields: Record<string, string>,
  required: string[],
): ToolDefinition {
  const properties = Object.fromEntries(
    Object.entries(fields).map(([field, meaning]) => [
      field,
      { type: "string", description: meaning },
    ]),
  );
  const parameters = { type: "object", properties, required, additionalProperties: false };
  return { type: "function", function: { name, description, parameters } };
}
