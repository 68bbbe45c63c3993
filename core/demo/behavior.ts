import type { Sample } from "./sample.ts";

/** What people did, as PostHog saw it. */
export const behavior: Sample[] = [
  {
    source: "posthog",
    daysAgo: 0.15,
    name: "Rage clicks on Export",
    who: "tomas",
    tags: ["bug"],
    page: ["/reports/monthly", "Monthly report"],
    metadata: { browser: "Chrome 143", screen: "1440 × 900", country: "ES" },
    talk: `
      @ 0:00 Identified as tomas@northwind.example
      @ 0:01 Viewed /reports/monthly | Came from /dashboards
      @ 0:14 Clicked "Filter"
      @ 0:22 Changed filter | region = Iberia
      @ 0:41 Clicked "Export"
      @ 0:43 Rage click on "Export" | 9 clicks in 4 seconds
      @ 0:52 Error: export_timeout | POST /exports answered 504 after 30 s
      @ 1:20 Viewed /help/export
      @ 2:05 Left the page`,
  },
  {
    source: "posthog",
    daysAgo: 0.8,
    name: "Gave up at SSO set-up",
    who: "ingrid",
    page: ["/settings/sso", "Single sign-on"],
    metadata: { browser: "Edge 142", country: "NO" },
    talk: `
      @ 0:00 Viewed /settings/sso
      @ 0:18 Clicked "Add provider"
      @ 0:47 Typed in "Metadata URL"
      @ 0:55 Submitted form | Answer: 422, certificate expired
      @ 1:30 Submitted form | Answer: 422, certificate expired
      @ 2:44 Viewed /docs/sso
      @ 6:10 Viewed /settings/sso
      @ 6:31 Left the page`,
  },
  {
    source: "posthog",
    daysAgo: 2.4,
    name: "First report in under five minutes",
    who: "luca",
    tags: ["wins"],
    closed: true,
    talk: `
      @ 0:00 Signed up | Plan: trial
      @ 0:35 Viewed /welcome
      @ 0:50 Clicked "Use sample data"
      @ 1:22 Clicked "New report"
      @ 2:41 Clicked "Run"
      @ 4:12 Clicked "Share" | With 2 people`,
  },
  {
    source: "posthog",
    daysAgo: 4.6,
    name: "Pricing page, three visits",
    talk: `
      @ 0:00 Viewed /pricing | Came from a search
      @ 0:40 Clicked "Yearly"
      @ 1:05 Clicked "Compare plans"
      @ 3:20 Viewed /pricing
      @ 3:55 Viewed /docs/limits
      @ 5:10 Viewed /pricing
      @ 5:30 Left the page`,
  },
  {
    source: "posthog",
    daysAgo: 9,
    name: "Blank charts on Safari",
    who: "seun",
    tags: ["bug"],
    closed: true,
    talk: `
      @ 0:00 Viewed /dashboards/ops
      @ 0:02 Error: TypeError | undefined is not an object (evaluating 'series.at(-1).value')
      @ 0:09 Clicked "Reload"
      @ 0:11 Error: TypeError | undefined is not an object (evaluating 'series.at(-1).value')
      @ 0:30 Rage click on chart | 6 clicks in 2 seconds
      @ 0:41 Opened the chat`,
  },
  {
    source: "posthog",
    daysAgo: 16.3,
    name: "Import tried four times",
    who: "amara",
    tags: ["change_request"],
    closed: true,
    talk: `
      @ 0:00 Viewed /import
      @ 0:20 Submitted form | products.csv, 1.2 MB
      @ 0:31 Error: import_failed | Row 1012: unexpected character
      @ 1:40 Submitted form | products-2.csv, 1.2 MB
      @ 1:52 Error: import_failed | Row 1012: unexpected character
      @ 4:05 Submitted form | products-final.csv, 1.2 MB
      @ 4:16 Error: import_failed | Row 1012: unexpected character
      @ 9:48 Submitted form | products-final-final.csv, 1.2 MB
      @ 9:59 Import finished | 8,204 rows`,
  },
  {
    source: "posthog",
    daysAgo: 27.2,
    name: "Dark mode, back and forth",
    who: "jane",
    tags: ["general_feedback"],
    closed: true,
    talk: `
      @ 0:00 Viewed /settings/appearance
      @ 0:04 Clicked "Dark"
      @ 0:31 Clicked "Light"
      @ 0:40 Clicked "Dark"
      @ 1:15 Clicked "Light"`,
  },
];
