import { type Consent, CredentialError } from "#plugin-kit";
import { slackClient } from "./api.ts";
import type { Secret, Settings } from "./form.ts";
import { BOT_SCOPES } from "./scopes.ts";
import { ORGANISATION } from "./self.ts";

/** Connect to Slack: OAuth v2 with the app that was made from our manifest. */
export const consent: Consent<Settings, Secret> = {
  fields: ["client_id", "client_secret", "signing_secret"],

  // https://docs.slack.dev/authentication/installing-with-oauth/
  address({ secret }, { state, redirectUri }) {
    const address = new URL("https://slack.com/oauth/v2/authorize");
    address.searchParams.set("client_id", secret.client_id ?? "");
    address.searchParams.set("scope", BOT_SCOPES.map(({ name }) => name).join(","));
    address.searchParams.set("state", state);
    address.searchParams.set("redirect_uri", redirectUri);
    return address;
  },

  async exchange({ code, redirectUri, secret }, context) {
    const client = await slackClient(context);
    // https://docs.slack.dev/reference/methods/oauth.v2.access
    const answer = await client.oauth.v2.access({
      code,
      redirect_uri: redirectUri,
      client_id: secret.client_id ?? "",
      client_secret: secret.client_secret ?? "",
    });
    if (answer.is_enterprise_install) throw new CredentialError(ORGANISATION);
    if (answer.refresh_token) throw new CredentialError(ROTATION);
    const token = answer.access_token ?? "";
    if (!token.startsWith("xoxb-")) {
      throw new CredentialError(
        "Slack gave no bot token. Make the app anew from the manifest, then connect again.",
      );
    }
    return { ...secret, bot_token: token };
  },
};

const ROTATION =
  "The app renews its tokens every twelve hours (token rotation), which Slack cannot switch off " +
  "again. Make the app anew from the manifest, then connect it.";
