import { z } from "#plugin-kit";

/** `acme`, `acme.zendesk.com`, or an address there. */
const SUBDOMAIN = /^\s*(?:https?:\/\/)?([a-z0-9][a-z0-9-]*)(?:\.zendesk\.com)?(?:[/?#]\S*)?\s*$/i;

/** What is entered and shown again. */
export const settings = z.object({
  subdomain: z.string()
    .max(500, "The subdomain is too long.")
    .regex(
      SUBDOMAIN,
      "Enter the name before .zendesk.com, such as acme. An address of your own does not serve the API.",
    )
    .meta({
      title: "Subdomain",
      description: "acme, acme.zendesk.com, or an address of your Zendesk.",
      placeholder: "acme",
    }),
  clientId: z.string().trim().max(255).optional().meta({
    title: "OAuth client: identifier",
    description: "An admin makes a confidential OAuth client in Admin Center > Apps and " +
      "integrations > APIs > OAuth clients. It acts as that admin, and only reads.",
  }),
  email: z.email("Enter an e-mail address.").optional().meta({
    title: "Legacy: e-mail address",
    description: "Only together with an API token: the admin it acts as.",
  }),
});

/** What is entered and never shown again. */
export const secret = z.object({
  clientSecret: z.string().trim().min(1).max(1_000).optional().meta({
    title: "OAuth client: secret",
    description: "Zendesk shows it once, when the client is saved.",
  }),
  apiToken: z.string().trim().min(1).max(1_000).optional().meta({
    title: "Legacy: API token",
    description: "For accounts that have one still. Since 27 October 2026 Zendesk makes no new " +
      "API tokens (for new accounts since 28 July 2026), one that is not used for 30 days is " +
      "switched off, and all of them stop on 30 April 2027. Use an OAuth client instead.",
  }),
});

export type Settings = z.infer<typeof settings>;
export type Secret = z.infer<typeof secret>;

/** The host of an account, from any way to write its subdomain that the form takes. */
export function hostOf(subdomain: string): string {
  return `${SUBDOMAIN.exec(subdomain)![1]!.toLowerCase()}.zendesk.com`;
}
