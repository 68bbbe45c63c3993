import { CredentialError, ProviderError } from "#plugin-kit";
import { sentenceOf } from "./error_sentences.ts";

/** Slack did not do what was asked; the sentence says what a person can do about it. */
export class SlackError extends ProviderError {
  override name = "SlackError";

  constructor(
    message: string,
    /** Slack's own word, such as `is_archived`. */
    readonly code: string,
    /** The method that was called. */
    readonly method: string,
    status = 200,
    body = "",
  ) {
    super(message, status, body);
  }
}

/** Slack does not take the tokens, or they lack a scope. */
export class SlackCredentialError extends CredentialError {
  override name = "CredentialError";

  constructor(message: string, readonly code: string, field = "bot_token") {
    super(message, field);
  }
}

/** Words of Slack that mean: these tokens will not do until a person acts. */
const CREDENTIALS: Record<string, string> = {
  invalid_auth: "Slack does not accept the token. Enter it again.",
  not_authed: "No token was sent to Slack. Enter the bot token.",
  account_inactive:
    "The token belongs to an app or a workspace that is gone. Install the app again.",
  token_revoked: "The token was revoked. Install the app again and enter the new token.",
  token_expired: "The token has expired. Install the app again without token rotation.",
  not_allowed_token_type: "This is another kind of token. The bot token begins with xoxb-.",
  org_login_required: "The workspace is being moved to an organisation. Try again when it is done.",
  no_permission: "The app is not allowed to do this. Ask an admin of the workspace to approve it.",
  app_access_restricted:
    "The app is not allowed here. Ask an admin of the workspace to approve it.",
  access_denied: "The workspace denies access to the app. Ask an admin to approve it.",
  team_access_not_granted: "The app has no access to this workspace. Install it there.",
  two_factor_setup_required: "The workspace requires two-factor authentication to be set up.",
  invalid_client_id: "Slack does not know this client ID.",
  bad_client_secret: "The client secret does not belong to the client ID.",
  invalid_code: "The consent has expired or was used already. Connect again.",
  code_already_used: "The consent was used already. Connect again.",
  oauth_authorization_url_mismatch: "The consent was begun elsewhere. Connect again.",
  no_scopes: "The app asks for nothing. Make it anew from the manifest.",
  pkce_not_allowed: "The app takes no client secret. Make it anew from the manifest.",
  invalid_code_verifier: "The app takes no client secret. Make it anew from the manifest.",
  invalid_grant_type: "The app renews its tokens. Make it anew from the manifest.",
  invalid_refresh_token: "The app renews its tokens. Make it anew from the manifest.",
  cannot_install_an_org_installed_app:
    "The app is installed for a whole organisation already. Make another one for the workspace.",
  user_email_unverified: "Confirm your e-mail address in Slack first, then connect again.",
  forbidden_team: "Slack does not let this app into the workspace.",
  team_disabled: "The workspace is disabled.",
  user_removed_from_team: "The app was removed from the workspace. Install it again.",
  bad_redirect_uri: "The redirect address is not among those of the app. Add it under OAuth.",
};

/** Words that mean: trying the same again is of no use, and why. */
const REFUSALS: Record<string, string> = {
  is_archived: "The channel is archived. Unarchive it in Slack to answer.",
  is_inactive: "The channel is archived. Unarchive it in Slack to answer.",
  not_in_channel: "The app is not in the channel. Invite it in Slack, then try again.",
  channel_not_found: "The channel is gone, or the app is not in it any more.",
  thread_not_found: "The thread was deleted in Slack.",
  message_not_found: "The message was deleted in Slack.",
  cannot_reply_to_message: "Slack allows no replies to this message.",
  msg_too_long: "The message is too long for Slack. Shorten it.",
  msg_blocks_too_long: "The message is too long for Slack. Shorten it.",
  no_text: "The message is empty.",
  restricted_action: "The workspace does not let the app post in this channel.",
  restricted_action_read_only_channel: "The channel is read-only.",
  restricted_action_thread_locked: "The thread is locked in Slack.",
  restricted_action_thread_only_channel: "The channel allows replies in threads only.",
  restricted_action_non_threadable_channel: "The channel allows no threads.",
  ekm_access_denied: "The workspace's admins have disabled messages in this channel.",
  messages_tab_disabled: "The app's messages tab is switched off. Switch it on under App Home.",
  cant_update_message: "Slack does not let the app change this message.",
  edit_window_closed: "The workspace does not allow changes to messages of this age.",
  cant_delete_message: "Slack does not let the app delete this message.",
  channel_is_limited_access: "The workspace does not let the app into this channel.",
  method_not_supported_for_channel_type: "Slack does not allow this in such a conversation.",
  channel_type_not_supported: "Slack does not allow this in such a conversation.",
  slack_connect_file_link_sharing_blocked: "The workspace does not allow links to Slack's files.",
  slack_connect_canvas_sharing_blocked: "The workspace does not allow links to canvases.",
  slack_connect_lists_sharing_blocked: "The workspace does not allow links to lists.",
  metadata_too_large: "The message carries more marks than Slack allows.",
  user_not_found: "Slack does not know this person.",
  users_not_found: "Nobody in the workspace has this e-mail address.",
  user_not_visible: "The app may not see this person.",
  user_disabled: "This person's account in Slack is deactivated.",
  cannot_dm_bot: "Slack allows no direct messages to a bot.",
};

/** Words that pass: asking again later may do. */
const PASSING: Record<string, string> = {
  ratelimited: "Slack asks to wait. It is tried again.",
  rate_limited: "Slack asks to wait. It is tried again.",
  message_limit_exceeded: "The workspace sends more messages than its plan allows.",
  internal_error: "Slack had a fault of its own. It is tried again.",
  fatal_error: "Slack had a fault of its own. It is tried again.",
  service_unavailable: "Slack is not available. It is tried again.",
  request_timeout: "Slack did not take the request in time. It is tried again.",
  external_channel_migrating: "The channel is being moved. It is tried again.",
  messaging_processing_failed: "Slack could not process the message. It is tried again.",
  update_failed: "Slack had a fault of its own. It is tried again.",
  streaming_state_conflict: "The message is still being written. It is tried again.",
  team_added_to_org: "The workspace is being moved to an organisation. It is tried again.",
};

/** What an `ok: false` answer of Slack says, beside its error word. */
export interface SlackAnswer {
  error: string;
  needed?: string;
  provided?: string;
}

/**
 * The error for an `ok: false` answer.
 *
 * @param method the method that was called
 */
export function errorOfAnswer(method: string, answer: SlackAnswer): Error {
  const code = /^[a-z0-9_]{1,80}$/i.test(answer.error) ? answer.error : "unreadable_answer";
  if (code === "missing_scope") {
    const scope = answer.needed ? ` ${answer.needed}` : "";
    return new SlackCredentialError(
      `The token lacks the scope${scope}. Add it to the app, install the app again, and enter the ` +
        "new token.",
      code,
    );
  }
  const credentials = CREDENTIALS[code];
  if (credentials) return new SlackCredentialError(credentials, code);
  const status = code === "ratelimited" || code === "rate_limited" ? 429 : 200;
  const sentence = REFUSALS[code] ?? PASSING[code] ?? sentenceOf(code) ??
    `Slack answered "${code}" to ${method}.`;
  return new SlackError(sentence, code, method, status, answer.error.slice(0, 500));
}

/** The sentence for a failure that trying again does not mend; null for one that may pass. */
export function refusal(error: unknown): string | null {
  if (!(error instanceof SlackError)) return null;
  const passes = PASSING[error.code] !== undefined || error.code === "unreadable_answer";
  return passes ? null : error.message;
}

/** Slack's word for what went wrong, or null when it was not Slack who said so. */
export function codeOf(error: unknown): string | null {
  return error instanceof SlackError || error instanceof SlackCredentialError ? error.code : null;
}
