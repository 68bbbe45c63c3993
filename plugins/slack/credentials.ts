import { type Account, CredentialError } from "#plugin-kit";
import { slackClient } from "./api.ts";
import { codeOf, SlackCredentialError } from "./errors.ts";
import { inWords, missingScopes } from "./scopes.ts";
import { askSelf, type SlackSource } from "./self.ts";

/**
 * Checks the tokens with Slack.
 *
 * @returns the workspace
 * @throws {CredentialError} naming the field and what to do about it
 */
export async function validateCredentials(source: SlackSource): Promise<Account> {
  const { signing_secret, app_token } = source.secret;
  if (!signing_secret && !app_token) {
    throw new CredentialError(
      "Enter the signing secret, so that Slack can send events to Hissuno, or an app-level token " +
        "when Slack cannot reach it.",
      "signing_secret",
    );
  }
  const self = await askSelf(source);
  const missing = missingScopes(self.scopes).filter(({ isOptional }) => !isOptional);
  if (missing.length > 0) {
    throw new CredentialError(
      `The bot token lacks ${missing.length === 1 ? "the scope" : "the scopes"} ` +
        `${missing.map(inWords).join(", ")}. Add what is missing under OAuth & Permissions, ` +
        "install the app again, and enter the new token.",
      "bot_token",
    );
  }
  if (app_token) await checkAppToken(source, app_token);
  return { id: self.teamId, label: self.teamName };
}

/** Opens no connection: Slack only gives an address for one. */
async function checkAppToken(source: SlackSource, token: string): Promise<void> {
  const client = await slackClient(source, token);
  try {
    // https://docs.slack.dev/reference/methods/apps.connections.open
    await client.apps.connections.open({});
  } catch (error) {
    throw appTokenError(error);
  }
}

/** The same failures as with a bot token, in sentences about the app-level one. */
export function appTokenError(error: unknown): unknown {
  const sentence = APP_TOKEN[codeOf(error) ?? ""];
  if (sentence) return new SlackCredentialError(sentence, codeOf(error)!, "app_token");
  return error instanceof SlackCredentialError
    ? new SlackCredentialError(error.message, error.code, "app_token")
    : error;
}

const APP_TOKEN: Record<string, string> = {
  invalid_auth:
    "Slack does not accept the app-level token. Make a new one under Basic Information " +
    "> App-Level Tokens.",
  not_authed: "Enter the app-level token.",
  token_revoked: "The app-level token was revoked. Make a new one under Basic Information > " +
    "App-Level Tokens.",
  account_inactive: "The app of the app-level token is gone. Make a new token.",
  missing_scope: "The app-level token lacks the scope connections:write. Make a new token with it.",
  not_allowed_token_type: "This is not an app-level token. It begins with xapp-.",
  forbidden_team: "Slack does not let this app open connections for the workspace.",
};
