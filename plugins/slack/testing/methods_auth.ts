import { type Handler, SlackError } from "./call.ts";

/** Methods about tokens, the workspace, and people. */
export const authMethods: Record<string, Handler> = {
  "auth.test"({ slack, installation, teamId }) {
    const { name, domain, enterpriseId } = slack.workspace(teamId);
    return {
      ok: true,
      url: `https://${domain}.slack.com/`,
      team: name,
      user: slack.user(installation.botUserId).name,
      team_id: teamId,
      user_id: installation.botUserId,
      bot_id: installation.botId,
      ...(enterpriseId ? { enterprise_id: enterpriseId } : {}),
      is_enterprise_install: false,
    };
  },

  "auth.revoke"(call) {
    if (!call.args.test) call.slack.revokeTokens(call.slack.workspace(call.teamId), call.app);
    return { ok: true, revoked: !call.args.test };
  },

  "apps.uninstall"(call) {
    if (call.text("client_id") !== call.app.clientId) throw new SlackError("invalid_client_id");
    if (call.text("client_secret") !== call.app.clientSecret) {
      throw new SlackError("bad_client_secret");
    }
    call.slack.uninstall(call.slack.workspace(call.teamId), call.app);
    return { ok: true };
  },

  "team.info"(call) {
    call.need("team:read");
    const id = call.text("team") || call.teamId;
    const workspace = call.slack.workspaces.get(id);
    if (!workspace) throw new SlackError("team_not_found");
    const { name, domain, enterpriseId } = workspace;
    return {
      ok: true,
      team: {
        id,
        name,
        domain,
        url: `https://${domain}.slack.com/`,
        email_domain: "",
        icon: { image_34: "https://a.slack-edge.com/1/img/avatars/34.png", image_default: true },
        ...(enterpriseId
          ? { enterprise_id: enterpriseId, enterprise_name: `Organisation ${enterpriseId}` }
          : {}),
      },
    };
  },

  "users.info"(call) {
    call.need("users:read");
    const user = call.slack.users.get(call.text("user"));
    if (!user) throw new SlackError("user_not_found");
    return { ok: true, user: call.views.user(user, call.installation.scopes.has(EMAIL)) };
  },

  "users.list"(call) {
    call.need("users:read");
    const own = [...call.slack.users.values()].filter((user) => !call.views.isForeign(user));
    const { items, metadata } = call.page(own, 1000);
    const mayRead = call.installation.scopes.has(EMAIL);
    return {
      ok: true,
      members: items.map((user) => call.views.user(user, mayRead)),
      cache_ts: call.slack.seconds(),
      ...metadata,
    };
  },

  "users.lookupByEmail"(call) {
    call.need(EMAIL);
    const email = call.text("email").toLowerCase();
    const user = [...call.slack.users.values()].find((one) =>
      one.teamId === call.teamId && one.email?.toLowerCase() === email && !one.isDeleted
    );
    if (!user) throw new SlackError("users_not_found");
    return { ok: true, user: call.views.user(user, true) };
  },

  "bots.info"(call) {
    call.need("users:read");
    const bot = [...call.slack.users.values()].find(({ botId }) => botId === call.text("bot"));
    if (!bot) throw new SlackError("bot_not_found");
    const image = "https://a.slack-edge.com/80588/img/plugins/app/bot_36.png";
    return {
      ok: true,
      bot: {
        id: bot.botId,
        deleted: bot.isDeleted,
        name: bot.realName,
        updated: bot.updated,
        app_id: bot.appId,
        user_id: bot.id,
        icons: { image_36: image, image_48: image, image_72: image },
      },
    };
  },
};

const EMAIL = "users:read.email";
