import { defineSource, z } from "#plugin-kit";

/** Sessions that teammates type into the dashboard. */
export default defineSource({
  manifest: {
    contract: 1,
    id: "manual",
    name: "Manual",
    summary: "Type in what somebody told you: a call, a visit, a letter.",
    produces: "chat",
    hosts: [],
  },
  settings: z.object({}),
  secret: z.object({}),
});
