import type { IssueType, NewIssue } from "../issues/mod.ts";

/** An area of the sample product, with those below it. */
export interface SampleScope {
  name: string;
  kind?: "initiative";
  description?: string;
  below?: SampleScope[];
}

/** An issue of the sample data. */
export interface SampleIssue extends Pick<NewIssue, "impact" | "confidence" | "effort"> {
  title: string;
  type: IssueType;
  description?: string;
  /** By the names of its areas and initiatives. */
  scopes: string[];
  status?: "planned" | "in_progress" | "done" | "dismissed";
  /** What customers said about it, word for word; the session is found by it. */
  said: string[];
}

/** What the sample product consists of. */
export const sampleScopes: SampleScope[] = [
  {
    name: "Reporting",
    description: "Dashboards, charts, exports and what is sent on a schedule.",
    below: [{ name: "Charts" }, { name: "Exports" }, { name: "Scheduled reports" }],
  },
  { name: "Import", description: "Getting data in." },
  {
    name: "Access",
    description: "Signing in, roles, and people who come and go.",
    below: [{ name: "Single sign-on" }, { name: "Permissions" }],
  },
  { name: "Billing" },
  {
    name: "Harbor in the field",
    kind: "initiative",
    description: "Everything that work away from a desk needs. Planned for this year.",
  },
];

/** What the sample customers are worth a year, by the domain of their company. */
export const sampleWorth: Record<string, { plan: string; revenue: number; stage: string }> = {
  "acme-logistics.example": { plan: "Enterprise", revenue: 168_000, stage: "Renewal" },
  "northwind.example": { plan: "Pro", revenue: 42_000, stage: "Customer" },
  "lagosworks.example": { plan: "Pro", revenue: 31_500, stage: "Customer" },
  "kumo.example": { plan: "Pro", revenue: 27_000, stage: "Customer" },
  "briocafe.example": { plan: "Trial", revenue: 0, stage: "Trial" },
  "fjordenergi.example": { plan: "Enterprise", revenue: 96_000, stage: "Customer" },
  "tidalclinics.example": { plan: "Enterprise", revenue: 74_000, stage: "At risk" },
  "oakember.example": { plan: "Starter", revenue: 4_800, stage: "Customer" },
};

/** What the sample customers ask for. */
export const sampleIssues: SampleIssue[] = [
  {
    title: "Work without a connection and catch up later",
    type: "feature_request",
    description:
      "Wards, basements and vans have no internet. Entering and reading must go on there, and be sent once there is a connection again.",
    scopes: ["Harbor in the field"],
    status: "planned",
    impact: 5,
    confidence: 4,
    effort: 5,
    said: [
      "the offline thing was the deciding point",
      "the renewal in May depends on offline access for the ward rounds",
      "the basement has no Wi-Fi. Whatever we choose has to work down there and catch up later.",
      "Needs internet at every step. We do not have that at every step.",
      "The other product had a mobile app, and our people are on the road all day.",
    ],
  },
  {
    title: "Export only the rows that match the filter",
    type: "change_request",
    description: "Saved views do it, and nobody finds them. The table itself should.",
    scopes: ["Exports"],
    status: "in_progress",
    impact: 3,
    confidence: 5,
    effort: 2,
    said: [
      "Can we export only the rows that match a filter?",
      "I can filter the table in every way I like, but the file always has everything in it.",
      "Error: export_timeout",
    ],
  },
  {
    title: "Charts are blank on Safari 17",
    type: "bug",
    description: "TypeError in series.at(-1).value; other browsers are fine.",
    scopes: ["Charts"],
    impact: 4,
    confidence: 5,
    effort: 1,
    said: [
      "All charts are white boxes since this morning. Chrome is fine.",
      "Error: TypeError",
    ],
  },
  {
    title: "People who see one dashboard and nothing else",
    type: "feature_request",
    description: "Guests see the names of all dashboards, even of those they cannot open.",
    scopes: ["Permissions"],
    impact: 4,
    confidence: 4,
    effort: 3,
    said: [
      "We need people who see one dashboard and nothing else.",
      "A contractor sees the names of all dashboards, even when they cannot open them.",
    ],
  },
  {
    title: "Create and remove accounts from the identity provider (SCIM)",
    type: "feature_request",
    scopes: ["Single sign-on"],
    impact: 3,
    effort: 4,
    said: [
      "Then every joiner and leaver stays manual work for us. When will it come?",
      "It simply works. One point off for missing SCIM.",
    ],
  },
  {
    title: "Alerts when a number leaves its usual range",
    type: "feature_request",
    description: "Without thresholds by hand, and with the reason in one sentence.",
    scopes: ["Reporting"],
    impact: 4,
    confidence: 3,
    effort: 4,
    said: [
      "A turbine that runs hot at night should wake somebody, and dashboards wake nobody.",
      "And tell us why it thinks so. In one sentence.",
      "Wants alerts when a number leaves its usual range",
    ],
  },
  {
    title: "Failed imports name the row, but not the column or the reason",
    type: "change_request",
    scopes: ["Import"],
    impact: 2,
    effort: 1,
    said: [
      "Fixed, but the message could have told me the column!",
      "Row 1012: unexpected character",
    ],
  },
  {
    title: "Switch between workspaces without signing in again",
    type: "feature_request",
    scopes: ["Access"],
    impact: 2,
    said: ["I have to sign out and in again to switch between them."],
  },
  {
    title: "Invoice totals differ from the dashboard",
    type: "bug",
    description: "An import that was retried at the end of the month was counted twice.",
    scopes: ["Billing", "Import"],
    status: "done",
    impact: 4,
    confidence: 5,
    effort: 2,
    said: [
      "The dashboard says 14,220 € for March, the invoice says 14,480 €.",
      "the invoice of March was off by 260 euros",
    ],
  },
  {
    title: "A cheaper seat for people who only look",
    type: "other",
    scopes: ["Billing", "Permissions"],
    said: [
      "At this price we share logins among the field crew, which nobody likes.",
      "The price of seats that only look at things. We have four hundred of those.",
    ],
  },
  {
    title: "Labels in the dark mode are hard to read",
    type: "bug",
    scopes: ["Charts"],
    effort: 1,
    said: ["The dark mode is easy on the eyes but the orange labels are hard to read."],
  },
];
