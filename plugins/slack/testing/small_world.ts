import { FakeSlack } from "./fake.ts";
import type { Installation, SlackChannel, SlackUser, Workspace } from "./model.ts";

/** A company with support, a customer's company, and the channels between them. */
export interface SmallWorld {
  slack: FakeSlack;
  /** The company that uses Hissuno. */
  acme: Workspace;
  /** A customer, connected through Slack Connect. */
  globex: Workspace;
  /** Acme's administrator. */
  ada: SlackUser;
  /** Acme's support. */
  bob: SlackUser;
  /** Globex's employee. */
  carl: SlackUser;
  /** A customer who is a guest at Acme. */
  gwen: SlackUser;
  /** Shared with Globex: Ada, Bob, Carl, the bot. */
  shared: SlackChannel;
  /** Acme's own: Ada, Bob, the guest, the bot. */
  help: SlackChannel;
  /** Private: Ada, Bob. */
  secret: SlackChannel;
  /** The app in Acme. */
  installation: Installation;
}

/** Starts a fake Slack with a small world in it; `await slack.close()` at the end. */
export function smallWorld(scopes?: Iterable<string>): SmallWorld {
  const slack = new FakeSlack();
  const acme = slack.addWorkspace("Acme");
  const globex = slack.addWorkspace("Globex");
  const ada = slack.addUser(acme, "Ada Lovelace", { isAdmin: true, isOwner: true });
  const bob = slack.addUser(acme, "Bob Builder");
  const carl = slack.addUser(globex, "Carl Customer");
  const gwen = slack.addUser(acme, "Gwen Guest", { isRestricted: true });
  const installation = slack.install(slack.app, acme, scopes);
  const bot = slack.user(installation.botUserId);
  const shared = slack.addChannel(acme, "acme-globex", {
    members: [ada, bob, carl, bot],
    sharedWith: [globex],
  });
  const help = slack.addChannel(acme, "help", { members: [ada, bob, gwen, bot] });
  const secret = slack.addChannel(acme, "secret", { members: [ada, bob], isPrivate: true });
  return { slack, acme, globex, ada, bob, carl, gwen, shared, help, secret, installation };
}
