import { defineSource } from "#plugin-kit";
import { channels } from "./channels.ts";
import { consent } from "./consent.ts";
import { validateCredentials } from "./credentials.ts";
import { read } from "./events.ts";
import { fetchOne } from "./fetch_one.ts";
import { type Secret, secret, type Settings, settings } from "./form.ts";
import { handle } from "./handle.ts";
import { manifest } from "./manifest.ts";
import { replies } from "./replies.ts";
import { setup } from "./setup.ts";
import { isSigned } from "./signature.ts";
import { socket } from "./socket.ts";
import { sync } from "./sync.ts";
import type { ChannelCursor } from "./sync_cursor.ts";

/** Threads of Slack channels, as they are written, with answers from here. */
export default defineSource<typeof settings, typeof secret, ChannelCursor>({
  manifest,
  settings,
  secret,
  validateCredentials,
  receive: {
    read,
    verify: (raw, secret: Secret, at) => isSigned(raw, secret.signing_secret, at),
    handle,
    socket,
    wantsSocket: (_: Settings, secret: Secret) => secret.app_token !== undefined,
  },
  replies,
  channels,
  consent,
  setup,
  sync,
  fetchOne,
});
