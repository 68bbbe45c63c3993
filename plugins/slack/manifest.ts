import type { Manifest } from "#plugin-kit";

/** What this source says of itself. */
export const manifest: Manifest = {
  contract: 1,
  id: "slack",
  name: "Slack",
  summary: "Captures customer conversations in Slack channels, and answers them in their threads.",
  produces: "chat",
  hosts: ["slack.com", "*.slack.com"],
  // Slack counts per method (most take 50 or 100 a minute) and says when it is enough; this only
  // keeps bursts apart.
  limits: { requests: 20, perSeconds: 1 },
  // Events bring what is said; this only finds what got lost on the way.
  defaultSchedule: "6h",
  dateFilter: "the date a thread began",
};
