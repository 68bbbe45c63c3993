import type {
  MessageView,
  SessionDetail,
  SessionSummary,
  TimelineEvent,
} from "../../components/types.ts";

/** The present of the gallery: pictures of it are the same every day. */
export const now = Date.parse("2026-03-12T14:20:00Z");

const minutesAgo = (minutes: number) => new Date(now - minutes * 60_000).toISOString();

let count = 0;
/** A session with what is not given filled in, last active so many minutes ago. */
export function session(part: Partial<SessionSummary>, minutes: number): SessionSummary {
  count++;
  return {
    id: `sess_01jq8w4x${String(count).padStart(4, "0")}`,
    name: null,
    preview: null,
    source: "widget",
    session_type: "chat",
    status: "active",
    tags: [],
    message_count: 3,
    is_archived: false,
    is_human_takeover: false,
    analysis_status: "pending",
    contact: null,
    first_message_at: minutesAgo(minutes + 8),
    last_activity_at: minutesAgo(minutes),
    created_at: minutesAgo(minutes + 8),
    ...part,
  };
}

/** A contact. */
export const person = (name: string, email: string | null) => ({ id: `cont_${name}`, name, email });

/** A believable afternoon of feedback. */
export const sessions: SessionSummary[] = [
  session({
    name: "Password reset link never arrives",
    preview: "I requested the reset three times now and nothing shows up, not even in spam.",
    tags: ["bug"],
    message_count: 7,
    is_human_takeover: true,
    contact: person("Jane Smith", "jane@example.com"),
  }, 0),
  session({
    preview: "Can we export only the rows that match a filter? Right now I download 40k rows",
    tags: ["feature_request", "general_feedback"],
    contact: person("Tomás Herrera", "tomas@northwind.example"),
  }, 4),
  session({
    name: "Quarterly review with Acme Logistics",
    preview: "Thanks everyone for joining. Before we go into the roadmap I would like to hear",
    source: "gong",
    session_type: "meeting",
    status: "closed",
    tags: ["wins", "feature_request", "change_request"],
    message_count: 214,
    analysis_status: "analyzed",
    contact: person("Priya Raghunathan", "priya@acme-logistics.example"),
  }, 26),
  session({
    name: "#help-billing: invoices in two currencies",
    preview: "Hey team, our finance people need the March invoice split into EUR and USD",
    source: "slack",
    tags: ["change_request"],
    message_count: 12,
    needs_human: "The agent found nothing about currencies and asked for a person",
    contact: person("Oluwaseun Adeyemi", "seun@lagosworks.example"),
  }, 51),
  session({
    name: "Rage clicks on Export",
    preview: "Pressed Export 9 times in 4 seconds on /reports/monthly",
    source: "posthog",
    session_type: "behavioral",
    tags: ["bug"],
    message_count: 31,
    analysis_status: "analyzed",
  }, 73),
  session({
    name: "Ticket 4821: import stops at 10,000 rows",
    preview: "The importer says it is done, but only the first ten thousand customers are there.",
    source: "zendesk",
    status: "closed",
    tags: ["bug", "losses"],
    message_count: 9,
    analysis_status: "analyzed",
    contact: person("Marta Kowalczyk", "marta.kowalczyk@widgetry.example"),
  }, 190),
  session({
    name: "Moving from the old plan",
    preview: "Is there any way to keep the price we had? We are eleven people and",
    source: "intercom",
    tags: ["losses"],
    message_count: 5,
    is_human_takeover: true,
    contact: person("Ben", "ben@smallco.example"),
  }, 260),
  session({
    name: "Onboarding call, Fjord Analytics",
    preview: "So this is the dashboard, and the first thing my team asked was where the keyboard",
    source: "fathom",
    session_type: "meeting",
    status: "closed",
    tags: ["general_feedback"],
    message_count: 96,
    analysis_status: "analyzed",
    contact: person("Ingrid Solberg", "ingrid@fjord.example"),
  }, 1500),
  session({
    name: "Survey answer",
    preview: "9 of 10. Would be 10 if search also looked inside attachments.",
    source: "api",
    status: "closed",
    tags: ["wins", "feature_request"],
    message_count: 1,
    analysis_status: "failed",
    contact: person("", "anna.lindqvist@example.se"),
  }, 2900),
  session({
    name: "Talk at the booth in Lisbon",
    preview: "Two people from a hospital asked whether it can run without any internet at all.",
    source: "manual",
    tags: ["on_premise"],
    message_count: 2,
    status: "closed",
    is_archived: true,
  }, 9000),
  session({
    name: "Discord thread about the dark theme",
    preview: "it is easier on the eyes than every other tool I have open, thank you",
    source: "discord-community",
    tags: ["wins"],
    message_count: 18,
    contact: person("kestrel", null),
  }, 40000),
  session({
    name: "Widget on a single-page app",
    preview: "After the route changes the launcher is gone until I reload the page.",
    tags: ["bug"],
    message_count: 6,
    status: "closed",
    analysis_status: "analyzed",
    contact: person("Yuki Tanaka", "yuki@example.jp"),
  }, 620000),
];

/** The facts of the first session. */
export const detail: SessionDetail = {
  ...sessions[0]!,
  description: "Reset mail is not sent for addresses on one provider.",
  page_url: "https://app.example.com/login?next=%2Freports%2Fmonthly&utm_source=newsletter",
  page_title: "Sign in · Example",
  user_metadata: {
    userId: "usr_90125",
    plan: "Team (12 seats)",
    locale: "en-GB",
    signed_up: "2025-11-02",
    trial: false,
    profile: "https://crm.example.com/contacts/90125",
    features: { export: true, sso: false, seats: 12 },
    empty: null,
  },
  custom_fields: { severity: "high", region: "EMEA" },
  original_url: "https://example.com/inbox/4821",
  updated_at: sessions[0]!.last_activity_at,
};

let seconds = 0;
/** A message, so many seconds after the one made before it. */
export function message(part: Partial<MessageView>, after = 40): MessageView {
  seconds += after;
  return {
    id: `msg_${seconds}`,
    role: part.sender_type && part.sender_type !== "user" ? "assistant" : "user",
    sender_type: "user",
    sender_name: null,
    content: "",
    created_at: new Date(Date.parse("2026-03-11T23:52:00Z") + seconds * 1000).toISOString(),
    ...part,
  };
}

/** A chat with everything that can happen in one. */
export const chat: MessageView[] = [
  message({ content: "Hi! I can't figure out how to reset my password." }),
  message({
    sender_type: "ai",
    content:
      "I can help with that. On the sign-in page:\n\n1. Choose **Forgot password**\n2. Enter the address of your account\n3. Open the link in the mail we send; it is valid for `30 minutes`\n\nDid the mail reach you?",
    sources: [
      { title: "Resetting your password", url: "https://docs.example.com/account/reset" },
      { title: "Mail from us: what we send and when", url: null },
    ],
  }, 6),
  message({
    content:
      "There is no mail. I tried three times, see https://app.example.com/login?next=%2Freports%2Fmonthly&attempt=3#reset-password-form-with-a-rather-long-fragment.",
  }, 60),
  message({ content: "Not in spam either." }, 12),
  message({ sender_type: "system", content: "Priya took over the conversation" }, 200),
  message({
    sender_type: "human_agent",
    sender_name: "Priya Raghunathan",
    content:
      "Hello Jane, Priya here. Your provider has been refusing our mails since noon. I have just sent the link again from another server:\n\n```\n250 2.0.0 OK  1773266340 queued as 4F2B81C0\nto=<jane@example.com>, relay=mx2.example.com[192.0.2.14]:25, delay=0.9, delays=0.02/0/0.4/0.48, dsn=2.0.0\n```",
    attachments: [{
      name: "delivery-report.pdf",
      content_type: "application/pdf",
      size: 48211,
      url: null,
    }],
  }, 300),
  message({ content: "Got it, thank you!! *That* was quick." }, 90),
  message({
    sender_type: "human_agent",
    sender_name: "Priya Raghunathan",
    content:
      "Happy to hear it. I hand you back to the agent; we will write when the cause is fixed.",
    state: "failed",
  }, 30),
  message({ sender_type: "ai", content: "Is there anything else", state: "streaming" }, 9),
];

/** A meeting. */
export const meeting: MessageView[] = [
  [
    "Priya Raghunathan",
    0,
    "Thanks everyone for joining. Before we go into the roadmap I would like to hear how the last quarter felt from your side.",
  ],
  [
    "Dan Whitfield (Acme)",
    14_000,
    "Honestly, good. The import used to take my people a full morning. Now it is a coffee.",
  ],
  [
    "Dan Whitfield (Acme)",
    26_000,
    "The one thing that keeps coming up is permissions. Everyone can see everything, and legal is not happy about that.",
  ],
  [
    "Lena Ortiz (Acme)",
    61_000,
    "Right. We would need at least read-only access per region. That is a blocker for rolling it out in Germany.",
  ],
  ["Priya Raghunathan", 84_000, "Understood. Can you say how many people that concerns?"],
  ["Lena Ortiz (Acme)", 92_000, "About two hundred and forty."],
  ["Dan Whitfield (Acme)", 3_731_000, "Let us put a date on it and talk again in April."],
].map(([speaker, offset, text]) =>
  message({ sender_name: String(speaker), offset_ms: Number(offset), content: String(text) }, 10)
);

/** A trail of actions. */
export const events: TimelineEvent[] = [
  {
    id: "e1",
    at: minutesAgo(90),
    kind: "page",
    title: "Viewed /reports/monthly",
    detail: "Monthly report · Example",
  },
  { id: "e2", at: minutesAgo(89), kind: "identify", title: "Identified as usr_90125" },
  {
    id: "e3",
    at: minutesAgo(88),
    kind: "click",
    title: "Clicked Export",
    properties: { selector: "button.export", format: "csv", rows: 48120 },
  },
  {
    id: "e4",
    at: minutesAgo(88),
    kind: "rage",
    title: "Rage click on Export",
    detail: "9 times in 4 seconds",
  },
  {
    id: "e5",
    at: minutesAgo(87),
    kind: "error",
    title: "TypeError: cannot read properties of undefined (reading 'rows')",
    detail:
      "at exportRows (https://app.example.com/assets/index-9f31.js:1:20488)\nat HTMLButtonElement.<anonymous> (https://app.example.com/assets/index-9f31.js:1:31002)",
  },
  { id: "e6", at: minutesAgo(86), kind: "custom", title: "export_abandoned" },
];
