import { ProviderError, type SyncItem } from "#plugin-kit";
import { read, Unusable } from "./answers.ts";
import { codeOf, type Context, isDown, reasonOf, type Workspace } from "./api.ts";
import { hasCustomer, toConversation } from "./mapping.ts";
import type { People } from "./people.ts";

/**
 * Reads one conversation with all its parts.
 *
 * @returns null when no customer said anything and only answered ones are wanted
 * @throws what concerns the whole run: the credentials, the vendor being down, a pause
 */
export async function readOne(
  { settings }: Context,
  workspace: Workspace,
  people: People,
  externalId: string,
): Promise<Exclude<SyncItem, { type: "checkpoint" }> | null> {
  try {
    // https://developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations/retrieveconversation
    const answer = await workspace.call(`/conversations/${encodeURIComponent(externalId)}`, {
      query: { display_as: "plaintext" },
    });
    const conversation = read.conversation(answer);
    if (!settings.includeUnanswered && !hasCustomer(conversation)) return null;
    const customer = await people.customerOf(conversation);
    const value = toConversation(conversation, customer, workspace.inboxUrl);
    return { type: "conversation", value };
  } catch (error) {
    if (error instanceof Unusable) return { type: "problem", externalId, message: error.message };
    // Only Intercom's own word counts: a proxy's 404 must delete nothing.
    if (error instanceof ProviderError && error.status === 404 && codeOf(error) === "not_found") {
      return { type: "deleted", externalId };
    }
    const message = await problemOf(workspace, error);
    if (message === null) throw error;
    return { type: "problem", externalId, message };
  }
}

/** Words for a failure of this one conversation; null when it is not the conversation's. */
async function problemOf(workspace: Workspace, error: unknown): Promise<string | null> {
  if (!(error instanceof ProviderError) && !isDown(error)) return null;
  if (error instanceof ProviderError && [401, 403, 429].includes(error.status)) return null;
  // When Intercom does answer otherwise, it is this conversation that it cannot give.
  if (isDown(error)) await workspace.call("/me");
  const reason = error instanceof ProviderError && reasonOf(error);
  return `Intercom could not give this conversation: ${reason || (error as Error).message}.`;
}
