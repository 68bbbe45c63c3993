import type { SetupAddresses, SetupStep } from "#plugin-kit";
import { appManifest } from "./app_manifest.ts";
import { BOT_SCOPES } from "./scopes.ts";

const APPS = "https://api.slack.com/apps";

/** What to do in Slack before connecting. */
export function setup(addresses: SetupAddresses): SetupStep[] {
  const manifest = appManifest(addresses);
  const address = new URL(APPS);
  address.searchParams.set("new_app", "1");
  address.searchParams.set("manifest_json", JSON.stringify(manifest));
  return [
    {
      title: "Make the app",
      text:
        "Your Hissuno uses an app of your own in Slack. Open Slack's page for new apps, choose " +
        'your workspace and create the app. If the description is not filled in, choose "From a ' +
        'manifest" and paste it.',
      link: { label: "Make the app in Slack", url: address.href },
      copy: { label: "App manifest", text: JSON.stringify(manifest, null, 2) },
    },
    {
      title: "What the app may do",
      text: [
        "It lets Hissuno:",
        ...BOT_SCOPES.map(({ name, reason }) => `- ${reason} (${name})`),
        "Nothing else is asked for.",
      ].join("\n"),
    },
    ...(addresses.isPublic ? publicSteps(addresses) : socketSteps()),
  ];
}

function publicSteps({ events }: SetupAddresses): SetupStep[] {
  return [
    {
      title: "Connect",
      text: "Under Basic Information > App Credentials you find client ID, client secret and " +
        "signing secret. Enter them here and choose Connect to Slack. Or install the app under " +
        "OAuth & Permissions yourself, and enter its bot token and the signing secret.",
    },
    {
      title: "Let Slack check the address",
      text:
        "Once connected: if Event Subscriptions says that the address is not verified, choose " +
        "Retry there. Before, Hissuno does not know the signing secret and answers nobody.",
      copy: { label: "Request URL", text: events },
    },
  ];
}

function socketSteps(): SetupStep[] {
  return [
    {
      title: "Make an app-level token",
      text: "Slack cannot reach this Hissuno, so that it opens the connection itself (Socket " +
        "Mode). Under Basic Information > App-Level Tokens, generate a token with the scope " +
        "connections:write.",
    },
    {
      title: "Install and connect",
      text:
        "Install the app under OAuth & Permissions, and enter its bot token and the app-level " +
        "token here.",
    },
  ];
}
