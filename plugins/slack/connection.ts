import type { LiveConnection } from "#plugin-kit";
import type { Secret, Settings } from "./form.ts";

/** A connection of this source. */
export type SlackConnection = LiveConnection<Settings, Secret>;
