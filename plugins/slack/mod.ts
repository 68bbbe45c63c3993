import { defineSource } from "#plugin-kit";
import { channels } from "./channels.ts";
import { consent } from "./consent.ts";
import { validateCredentials } from "./credentials.ts";
import { secret, settings } from "./form.ts";
import { manifest } from "./manifest.ts";
import { setup } from "./setup.ts";

/** Threads of Slack channels, as they are written, with answers from here. */
export default defineSource({
  manifest,
  settings,
  secret,
  validateCredentials,
  channels,
  consent,
  setup,
});
