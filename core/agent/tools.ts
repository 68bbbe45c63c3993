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

/** What a tool call means, or why it means nothing. */
export type ToolRequest =
  | { tool: "search_knowledge"; query: string }
  | { tool: "hand_over"; reason: string }
  | { tool: "invalid"; problem: string };

/**
 * All the agent can do. Neither tool takes a project, a session or an address: both act on the
 * conversation at hand, whatever the visitor or a passage says.
 */
export const agentTools: readonly ToolDefinition[] = [
  define(
    "search_knowledge",
    "Searches this product's knowledge base. Use it when the given passages do not answer the question.",
    "query",
    "A few words that the answer would contain",
  ),
  define(
    "hand_over",
    "Asks a human teammate to take over this conversation. Use it when the visitor asks for a person, " +
      "agrees to your offer of one, or needs something only a person can do.",
    "reason",
    "One short sentence for the teammate",
  ),
];

/** Reads a tool call; anything but a known tool with one text argument is invalid. */
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
  if (call.name === "search_knowledge") {
    const query = text("query", 500);
    if (query !== "") return { tool: "search_knowledge", query };
    return { tool: "invalid", problem: "The query is missing. Send it as a text." };
  }
  // Whoever wants to hand over should not fail for want of a reason.
  if (call.name === "hand_over") return { tool: "hand_over", reason: text("reason", 300) };
  return { tool: "invalid", problem: "There is no such tool. Answer the visitor." };
}

function define(name: string, description: string, field: string, meaning: string): ToolDefinition {
  const parameters = {
    type: "object",
    properties: { [field]: { type: "string", description: meaning } },
    required: [field],
    additionalProperties: false,
  };
  return { type: "function", function: { name, description, parameters } };
}
