import type { Installation, Json, SlackMessage, SlackUser } from "./model.ts";
import type { SlackState } from "./state.ts";
import { SlackViews } from "./views.ts";

/** The `block_actions` payload of a pressed button; throws when the message has no such button. */
export function interactionBody(
  state: SlackState,
  installation: Installation,
  message: SlackMessage,
  user: SlackUser,
  actionId: string,
): Json {
  const { app, teamId } = installation;
  const button = findButton(message.blocks ?? [], actionId);
  if (!button) throw new Error(`The message has no button ${actionId}: ${message.text}`);
  const channel = state.channels.get(message.channel)!;
  const workspace = state.workspace(teamId);
  return {
    type: "block_actions",
    user: { id: user.id, username: user.name, name: user.name, team_id: user.teamId },
    api_app_id: app.id,
    token: app.verificationToken,
    container: {
      type: "message",
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: false,
      ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    },
    trigger_id: `${state.nextId("1")}.${state.nextId("2")}.fake`,
    team: { id: teamId, domain: workspace.domain },
    enterprise: workspace.enterpriseId ? { id: workspace.enterpriseId, name: "" } : null,
    is_enterprise_install: false,
    channel: { id: channel.id, name: channel.isIm ? "directmessage" : channel.name },
    message: new SlackViews(state, teamId).message(message),
    state: { values: {} },
    response_url: `https://hooks.slack.com/actions/${teamId}/${state.nextId("3")}/fake`,
    actions: [{ ...button, action_ts: state.eventTs() }],
  };
}

/** The button with an action id in actions blocks and in accessories of sections. */
function findButton(blocks: unknown[], actionId: string): Json | null {
  for (const block of blocks as Json[]) {
    const elements = [...(block.elements as Json[] ?? []), block.accessory as Json | undefined];
    const found = elements.find((one) => one?.action_id === actionId);
    if (!found) continue;
    const { type, text, value, style } = found;
    return {
      type,
      action_id: actionId,
      block_id: block.block_id ?? "b1",
      text,
      ...(value === undefined ? {} : { value }),
      ...(style === undefined ? {} : { style }),
    };
  }
  return null;
}
