import type { SetupAddresses } from "#plugin-kit";
import { BOT_EVENTS, BOT_SCOPES } from "./scopes.ts";

/**
 * The app's description, to be pasted at api.slack.com when it is made. Without a public address it
 * uses Socket Mode, and Slack takes no addresses then.
 */
// https://docs.slack.dev/reference/app-manifest/
export function appManifest({ events, redirect, isPublic }: SetupAddresses) {
  const requestUrl = isPublic ? { request_url: events } : {};
  return {
    display_information: {
      name: "Hissuno",
      description: "Brings customer conversations to your team, and answers them.",
      background_color: "#1f2937",
    },
    features: {
      bot_user: { display_name: "Hissuno", always_online: true },
      // Teammates answer customers in the app's direct message.
      app_home: {
        home_tab_enabled: false,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
    },
    oauth_config: {
      ...(isPublic ? { redirect_urls: [redirect] } : {}),
      scopes: { bot: BOT_SCOPES.map(({ name }) => name) },
    },
    settings: {
      event_subscriptions: { ...requestUrl, bot_events: [...BOT_EVENTS] },
      interactivity: { is_enabled: true, ...requestUrl },
      org_deploy_enabled: false,
      socket_mode_enabled: !isPublic,
      // Tokens that change every twelve hours cannot be pasted.
      token_rotation_enabled: false,
    },
  };
}
