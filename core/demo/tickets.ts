import type { Sample } from "./sample.ts";

/** What came through Slack, Intercom, Zendesk and the API. */
export const tickets: Sample[] = [
  {
    source: "slack",
    daysAgo: 0.05,
    name: "#help-billing: invoices in two currencies",
    who: "seun",
    tags: ["change_request"],
    needsHuman: "The agent found nothing about currencies and asked for a person",
    talk: `
      < Hey team, our finance people need the March invoice split into EUR and USD. Is that possible?
      > I found nothing about two currencies on one invoice, so I have asked a person to look at this.
      < 🙏 they close the books on Thursday`,
  },
  {
    source: "slack",
    daysAgo: 0.9,
    name: "#harbor-acme: SSO certificate",
    who: "marcus",
    closed: true,
    talk: `
      < Our SAML certificate rotates on the 1st. Where do I upload the new one, and is there downtime?
      > Upload it under **Settings → Single sign-on → Certificates**. Both are accepted until the old one expires, so there is no downtime. [[Single sign-on]]
      < Perfect, that is how it should be everywhere.`,
  },
  {
    source: "slack",
    daysAgo: 3.1,
    name: "#feedback: keyboard shortcuts",
    who: "yuki",
    tags: ["feature_request"],
    talk: `
      < Could the table be used without a mouse? Arrow keys to move, space to select. I live in that table.
      * Maya Lindqvist: Love this. Arrow keys are in the next release, select with space right after.
      < You have no idea how happy that makes my wrist.`,
  },
  {
    source: "slack",
    daysAgo: 7.4,
    name: "#incidents: slow dashboards",
    who: "ingrid",
    tags: ["bug"],
    closed: true,
    talk: `
      < Dashboards take 20+ seconds since 09:10 CET. Anyone else?
      ! Ticket linked: status page says "degraded performance, eu-north".
      * Sam Ortiz: We see it, too. A cache node went away; a new one is warming up. Should be normal in ten minutes.
      < Normal again at 09:41. Thanks for the straight answers.`,
  },
  {
    source: "slack",
    daysAgo: 12.3,
    name: "#random: sticker request",
    who: "luca",
    tags: ["general_feedback"],
    closed: true,
    archived: true,
    talk: `
      < do you have stickers??
      * Sam Ortiz: I was hoping somebody would ask.`,
  },
  {
    source: "slack",
    daysAgo: 21,
    name: "#help-api: pagination",
    who: "tomas",
    closed: true,
    talk: `
      < When rows are added while I page through, I get some of them twice. Bug or feature?
      > Use the cursor in place of the offset: pages then stay stable while rows are added. [[API: lists]]
      < Switched, works. Could the docs say that in bold?`,
  },
  {
    source: "intercom",
    daysAgo: 0.2,
    name: "Trial extension",
    who: "giulia",
    talk: `
      < Our trial ends tomorrow but my partner Luca is back only next week. Could we have seven more days?
      * Jonas Weber: Hi Giulia, no problem. I gave you until the 24th.
      < Grazie mille! He will be convinced, I am sure.`,
  },
  {
    source: "intercom",
    daysAgo: 1.8,
    name: "Wrong time zone in scheduled reports",
    who: "amara",
    tags: ["bug"],
    metadata: { intercom_segment: "Power users", lifetime_sessions: 412 },
    talk: `
      < The 8 am report arrives at 7 am since the clocks changed in Europe. We are in Lagos, our clocks never change.
      * Maya Lindqvist: Thank you for the precise report. Schedules are kept in the zone of the workspace, and yours says Europe/London. Shall I set it to Africa/Lagos?
      < Yes! I never chose London, by the way.`,
  },
  {
    source: "intercom",
    daysAgo: 4.9,
    who: "nell",
    name: "Undo for bulk edit",
    tags: ["feature_request"],
    talk: `
      < I renamed 600 products with a typo in the pattern. There was no undo, I spent the evening fixing it.
      * Sam Ortiz: Ouch. I can restore last night's state for you if that helps?
      < Too late, but an undo button would have saved me a bottle of wine.`,
  },
  {
    source: "intercom",
    daysAgo: 10.2,
    who: "dana",
    name: "Onboarding was smooth",
    tags: ["wins"],
    closed: true,
    talk: `
      < Twelve clinics, three days, no ticket. Please tell whoever wrote the set-up guide that they are good.`,
  },
  {
    source: "intercom",
    daysAgo: 23.5,
    name: "Price of extra seats",
    who: "henrik",
    tags: ["losses"],
    closed: true,
    talk: `
      < We will stay at 20 seats. At this price we share logins among the field crew, which nobody likes.
      * Jonas Weber: Understood, and thank you for being honest. There is a read-only seat coming that may fit your crew.`,
  },
  {
    source: "zendesk",
    daysAgo: 0.5,
    name: "[#48121] Cannot delete a workspace",
    who: "tomas",
    tags: ["bug"],
    metadata: { ticket: 48121, priority: "high", group: "Tier 2" },
    talk: `
      < Deleting the sandbox workspace ends with "Something went wrong". Request id req_8812f.
      * Sam Ortiz: The workspace still had a scheduled export that could not be stopped. I stopped it; please try again.`,
  },
  {
    source: "zendesk",
    daysAgo: 2.9,
    name: "[#48077] Permissions for contractors",
    who: "priya",
    tags: ["feature_request", "change_request"],
    metadata: { ticket: 48077, priority: "normal" },
    talk: `
      < We need people who see one dashboard and nothing else. Today a guest sees the names of all dashboards.
      * Maya Lindqvist: That is true today. May I show you a draft of folder permissions next week?
      < Very gladly.`,
  },
  {
    source: "zendesk",
    daysAgo: 6.1,
    name: "[#47990] Two-factor codes by SMS",
    who: "jane",
    closed: true,
    talk: `
      < I lost my phone and cannot sign in.
      * Sam Ortiz: I checked your identity with your admin and removed the second factor. Please set up a new one after signing in.
      < Done. Recovery codes are printed now 😅`,
  },
  {
    source: "zendesk",
    daysAgo: 13.7,
    name: "[#47801] Export as PDF cuts off the legend",
    who: "marcus",
    tags: ["bug"],
    closed: true,
    talk: `
      < With more than twelve series the legend runs out of the page.
      * Maya Lindqvist: Reproduced, thank you. A fix is in review.
      * Maya Lindqvist: Released today. The legend now wraps.`,
  },
  {
    source: "zendesk",
    daysAgo: 18.4,
    name: "[#47655] VAT number is not accepted",
    who: "luca",
    tags: ["bug"],
    closed: true,
    talk: `
      < The form says my Italian VAT number is invalid. It is not.
      * Jonas Weber: The official register was down for an hour. It is accepted now; I entered it for you.`,
  },
  {
    source: "zendesk",
    daysAgo: 28,
    name: "[#47310] Request for data deletion",
    closed: true,
    talk: `
      < Please delete all data you hold about me, and confirm it in writing.
      * Jonas Weber: Done and confirmed by e-mail, within the 30 days the law gives us. It took two.`,
  },
  {
    source: "api",
    daysAgo: 0.12,
    name: "App review, 2 stars",
    tags: ["general_feedback"],
    metadata: { store: "Google Play", stars: 2, version: "4.8.1", locale: "de-DE" },
    talk: `
      < Eigentlich gut, aber nach jedem Update muss ich mich neu anmelden. Das nervt im Außendienst.`,
  },
  {
    source: "api",
    daysAgo: 1.2,
    name: "NPS 9",
    who: "ingrid",
    tags: ["wins"],
    metadata: { survey: "2026-Q1", score: 9 },
    talk: `
      < It simply works. One point off for missing SCIM.`,
  },
  {
    source: "api",
    daysAgo: 5.8,
    name: "NPS 4",
    who: "omar",
    tags: ["losses"],
    metadata: { survey: "2026-Q1", score: 4 },
    talk: `
      < Needs internet at every step. We do not have that at every step.`,
  },
  {
    source: "api",
    daysAgo: 15.9,
    name: "App review, 5 stars",
    tags: ["wins"],
    closed: true,
    metadata: { store: "App Store", stars: 5, version: "4.7.0" },
    talk: `
      < Finally a reporting app that does not treat me like a pilot.`,
  },
];
