import type { Sample } from "./sample.ts";

/** Chats of the widget: answered by the agent, by people, or by nobody yet. */
export const chats: Sample[] = [
  {
    source: "widget",
    daysAgo: 0.004,
    who: "nell",
    page: ["/settings/security", "Security settings"],
    needsHuman: "The customer asked for a person: reset mails do not arrive",
    tags: ["bug"],
    talk: `
      < I requested the password reset three times now and nothing shows up, not even in spam.
      > Sorry about that. Reset mails come from no-reply@harbor.example and can take five minutes. Is nell@oakember.example still your address, and may your mail server be holding back mail from new senders? [[Signing in]]
      < It is, and it isn't. I checked with our admin. Can a person look at this please?
      > Of course. I have asked the team to take over, they see everything you wrote.`,
  },
  {
    source: "widget",
    daysAgo: 0.01,
    who: "tomas",
    page: ["/reports/monthly", "Monthly report"],
    tags: ["feature_request", "general_feedback"],
    talk: `
      < Can we export only the rows that match a filter? Right now I download 40k rows and throw most of them away in Excel.
      > Exports follow the filters of a **saved view**: // 1. Set your filters. // 2. Choose *Save view*. // 3. Export from the view. [[Exporting data]]
      < Ah! I didn't know views did that. Would be great to have it on the normal table, too.`,
  },
  {
    source: "widget",
    daysAgo: 0.03,
    name: "Invoice total differs from dashboard",
    who: "priya",
    page: ["/billing/invoices/INV-2291", "Invoice INV-2291"],
    tags: ["bug"],
    takenOverBy: "Maya Lindqvist",
    metadata: { plan: "Enterprise", seats: 140, region: "eu-central" },
    fields: { order_number: "INV-2291" },
    talk: `
      < The dashboard says 14,220 € for March, the invoice says 14,480 €. Which one do we pay?
      > The invoice counts usage until midnight UTC on the last day, the dashboard refreshes hourly. A difference of one hour of usage is normal. [[How billing works]]
      < 260 € in an hour is not normal for us.
      * Maya Lindqvist: Hi Priya, Maya from billing here. You are right, that is too much for an hour. I am checking the usage records of the 31st.
      * Maya Lindqvist: Found it: the import of the 31st was counted twice after a retry. Please pay 14,220 €, the corrected invoice is on its way.
      < That was quick. Thank you, Maya!`,
  },
  {
    source: "widget",
    daysAgo: 0.08,
    page: ["/pricing", "Pricing"],
    talk: `
      < do you have a plan for nonprofits
      > Yes. Registered nonprofits get 40 % off every plan; send us your registration number and we set it up. [[Plans and prices]]`,
  },
  {
    source: "widget",
    daysAgo: 0.3,
    who: "yuki",
    page: ["/integrations/webhooks", "Webhooks"],
    tags: ["bug"],
    metadata: { plan: "Pro", browser: "Firefox 149" },
    talk: `
      < Webhook の署名検証がタイムアウトします。どの IP から送信されますか?
      > Webhook は 203.0.113.0/28 から送信されます。署名は 5 分以内に検証してください。 [[Webhooks]]
      < ありがとうございます。解決しました 👍`,
  },
  {
    source: "widget",
    daysAgo: 0.6,
    who: "giulia",
    name: "Two shops, one login",
    page: ["/settings/workspaces", "Workspaces"],
    tags: ["feature_request"],
    closed: true,
    talk: `
      < Ciao! We run five cafés. I have to sign out and in again to switch between them. Is there a switcher?
      > Not yet: each workspace has its own login today. I noted your wish for the team. [[Workspaces]]
      < It costs me ten minutes a day, honestly. The rest is lovely.`,
  },
  {
    source: "widget",
    daysAgo: 1.1,
    who: "dana",
    name: "HIPAA agreement",
    page: ["/trust", "Trust centre"],
    takenOverBy: "Jonas Weber",
    talk: `
      < We are a clinic group and need a BAA before we can put patient feedback in here. Do you sign one?
      > I am not sure about that, so I would rather ask a colleague than guess. One moment.
      * Jonas Weber: Hello Dana, yes, we sign a BAA on the Enterprise plan. I have sent you the document and the list of subprocessors.
      < Received. Our legal team will love that list.`,
  },
  {
    source: "widget",
    daysAgo: 1.4,
    who: "marcus",
    page: ["/reports/builder", "Report builder"],
    tags: ["wins"],
    closed: true,
    talk: `
      < Just wanted to say: the new report builder saved our Monday meeting. Built the whole thing in ten minutes.
      > That is wonderful to hear, I have passed it on to the team!`,
  },
  {
    source: "widget",
    daysAgo: 2.2,
    page: ["/docs/api/limits", "API limits"],
    talk: `
      < whats the rate limit on bulk import
      > Bulk import takes 300 requests a minute on Pro and 1,000 on Enterprise. When you pass it you get \`429\` with a \`Retry-After\` header. [[API limits]]
      < and how big can one be
      > Up to 10 MB or 5,000 rows, whichever comes first. [[API limits]]`,
  },
  {
    source: "widget",
    daysAgo: 3.5,
    who: "seun",
    name: "Charts are blank on Safari 17",
    page: ["/dashboards/ops", "Operations"],
    tags: ["bug"],
    metadata: { plan: "Pro", browser: "Safari 17.2", os: "macOS 14" },
    talk: `
      < All charts are white boxes since this morning. Chrome is fine.
      > Thank you for telling us. Does the browser's console show an error? Open it with ⌥⌘C.
      < TypeError: undefined is not an object (evaluating 'series.at(-1).value') // and then it repeats
      > That helps a lot. I have handed this over with your message to the people who can fix it.`,
    needsHuman: "A bug report with an error message: charts are blank on Safari",
  },
  {
    source: "widget",
    daysAgo: 4.1,
    who: "luca",
    page: ["/billing", "Billing"],
    tags: ["change_request"],
    closed: true,
    talk: `
      < Please change our invoices from monthly to yearly.
      > You can change it under **Billing → Payment cycle**; the change counts from the next invoice. [[How billing works]]
      < Done, grazie.`,
  },
  {
    source: "widget",
    daysAgo: 5.3,
    page: ["/", "Harbor"],
    talk: `
      < is anybody there?
      > Hello! Yes, ask away.
      < just checking if this thing works 🙂`,
    archived: true,
    closed: true,
  },
  {
    source: "widget",
    daysAgo: 6.8,
    who: "amara",
    name: "Import stops at row 1,012",
    page: ["/import", "Import"],
    tags: ["bug", "change_request"],
    closed: true,
    talk: `
      < My CSV import stops at row 1012 every time, with "unexpected character".
      > That usually is a quote inside a quoted field. In row 1,012, write two quotes in place of one. [[Importing CSV files]]
      < It was an inch sign: 12" shelf. Fixed, but the message could have told me the column!`,
  },
  {
    source: "widget",
    daysAgo: 8.2,
    who: "ingrid",
    page: ["/settings/sso", "Single sign-on"],
    tags: ["feature_request"],
    talk: `
      < We moved to Entra ID. Does SCIM provisioning work, or only SAML?
      > SAML works with Entra ID today. SCIM is not available yet. [[Single sign-on]]
      < Then every joiner and leaver stays manual work for us. When will it come?
      > I do not know of a date and will not invent one. Shall I ask the team to write to you?
      < Yes please.`,
  },
  {
    source: "widget",
    daysAgo: 11,
    who: "omar",
    page: ["/dashboards", "Dashboards"],
    tags: ["losses"],
    closed: true,
    talk: `
      < Where do I cancel? We went with another tool that has a mobile app.
      > I am sorry to see you go. You can cancel under **Billing → Plan**, and export everything first under **Settings → Data**. [[Leaving Harbor]]
      < Thanks. No hard feelings, the offline thing was the deciding point.`,
  },
  {
    source: "widget",
    daysAgo: 14.5,
    page: ["/docs/embed", "Embedding"],
    closed: true,
    talk: `
      < can i embed a dashboard in notion
      > Yes: turn on **Share → Public link** and paste the link into Notion as an embed. [[Sharing dashboards]]`,
  },
  {
    source: "widget",
    daysAgo: 19,
    who: "jane",
    tags: ["general_feedback"],
    closed: true,
    talk: `
      < The dark mode is easy on the eyes but the orange labels are hard to read.
      > Thank you, I have noted that for the design team.`,
  },
  {
    source: "widget",
    daysAgo: 26,
    who: "henrik",
    tags: ["wins"],
    closed: true,
    talk: `
      < Importing ten years of meter data took 40 minutes. Our old tool needed a weekend. Takk!
      > Takk selv! That made our day.`,
  },
  {
    source: "manual",
    daysAgo: 2.6,
    name: "Phone call: renewal at risk",
    who: "omar",
    tags: ["losses"],
    description: "Omar called the support line; notes by Jonas.",
    talk: `
      < Says the renewal in May depends on offline access for the ward rounds. Wi-Fi in the basement is bad.
      * Jonas Weber: Promised to come back with a date until Friday.`,
  },
  {
    source: "manual",
    daysAgo: 9.4,
    name: "Hallway talk at DataDays",
    who: "ingrid",
    tags: ["feature_request"],
    closed: true,
    talk: `
      < Wants alerts when a number leaves its usual range, "not another dashboard I have to look at".`,
  },
  {
    source: "manual",
    daysAgo: 17,
    name: "Letter from Lagos Works",
    who: "seun",
    tags: ["wins", "general_feedback"],
    closed: true,
    talk: `
      < A handwritten card: "You answered on a Sunday. We noticed."`,
  },
];
