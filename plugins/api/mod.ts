import { defineSource, z } from "#plugin-kit";

/** Sessions that programs send through the REST API. */
export default defineSource({
  manifest: {
    contract: 1,
    id: "api",
    name: "API",
    summary: "Your own programs send conversations with a project key.",
    produces: "chat",
    hosts: [],
  },
  settings: z.object({}),
  secret: z.object({}),
});
