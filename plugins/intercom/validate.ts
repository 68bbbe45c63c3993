import { type Account, CredentialError, ProviderError } from "#plugin-kit";
import { read } from "./answers.ts";
import { type Context, findWorkspace, type Workspace } from "./api.ts";

/**
 * Finds the workspace of a token and tries every permission that a sync needs.
 *
 * @throws {CredentialError} naming what to change
 */
export async function validateCredentials(context: Context): Promise<Account> {
  const workspace = await findWorkspace(context);
  const contactId = await permitted("Read conversations", () => anyContact(workspace));
  // An empty workspace has none; then nothing more can be tried.
  if (contactId !== undefined) {
    // https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/showcontact
    await permitted(
      "Read one user and one company",
      () => workspace.call(`/contacts/${encodeURIComponent(contactId)}`),
    ).catch(unlessGone);
  }
  return { id: workspace.id, label: `${workspace.name} (${workspace.region})` };
}

async function anyContact(workspace: Workspace): Promise<string | undefined> {
  // https://developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations/searchconversations
  const query = { field: "updated_at", operator: ">", value: 0 };
  const body = { query, pagination: { per_page: 1 } };
  const [first] = read.page(await workspace.call("/conversations/search", { body })).conversations;
  return first === undefined ? undefined : read.listed(first).contacts?.contacts?.[0]?.id;
}

async function permitted<Result>(permission: string, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof ProviderError) || error.status !== 403) throw error;
    throw new CredentialError(
      `Intercom accepts the access token, but it lacks the permission "${permission}". Switch that on ` +
        "in the Developer Hub, under Configure, Authentication, and try again.",
      "accessToken",
    );
  }
}

/** A contact may be merged or deleted: permitted all the same. */
function unlessGone(error: unknown): void {
  if (!(error instanceof ProviderError) || ![404, 410].includes(error.status)) throw error;
}
