import type { Sample } from "./sample.ts";

/** Recorded calls from Gong and Fathom: `#` speakers are ours, `=` are theirs. */
export const meetings: Sample[] = [
  {
    source: "gong",
    daysAgo: 0.7,
    name: "Quarterly review with Acme Logistics",
    who: "priya",
    tags: ["wins", "feature_request", "change_request"],
    closed: true,
    metadata: { duration_minutes: 38, participants: 4, deal_stage: "Renewal" },
    talk: `
      # 0:04 Jonas Weber: Thanks everyone for joining. Before we go into the roadmap I would like to hear how the quarter went on your side.
      = 0:19 Priya Raghunathan: Mostly good. We moved the last two depots over in February, so all of operations is on Harbor now.
      = 0:33 Marcus Bell: And the report builder changed our Mondays. I used to prepare numbers on Sunday evening. I do not do that any more.
      # 0:48 Jonas Weber: That is lovely to hear. What still hurts?
      = 0:55 Priya Raghunathan: Permissions. A contractor sees the names of all dashboards, even when they cannot open them. Legal does not like that, and neither do I.
      = 1:14 Marcus Bell: For me it is the export. I can filter the table in every way I like, but the file always has everything in it.
      # 1:30 Maya Lindqvist: The saved views do that today, Marcus, but I hear this so often that it clearly is in the wrong place. We want to put it on the table itself.
      = 1:44 Marcus Bell: Then I would stop complaining.
      # 1:47 Maya Lindqvist: I will hold you to that.
      = 4:20 Priya Raghunathan: One more thing, the invoice of March was off by 260 euros. It was solved within an hour, which I want to say out loud, but it made finance nervous.
      # 4:38 Jonas Weber: Fair. We changed how retried imports are counted, and I will send you the write-up.
      = 4:51 Priya Raghunathan: Good. Then let us talk about the renewal.`,
  },
  {
    source: "gong",
    daysAgo: 4.4,
    name: "Discovery: Tidal Clinics",
    who: "dana",
    tags: ["feature_request"],
    closed: true,
    metadata: { duration_minutes: 27, deal_stage: "Discovery" },
    talk: `
      # 0:02 Jonas Weber: Dana, Omar, how do your wards report incidents today?
      = 0:11 Dana Whitfield: On paper, then somebody types it into a sheet. We are two weeks behind, always.
      = 0:24 Omar Haddad: And the basement has no Wi-Fi. Whatever we choose has to work down there and catch up later.
      # 0:37 Jonas Weber: So offline is not a nice-to-have.
      = 0:41 Omar Haddad: It is the whole question.
      = 1:05 Dana Whitfield: And we need to know where the data lies. Legal will ask for that first.`,
  },
  {
    source: "gong",
    daysAgo: 10.9,
    name: "Renewal call: Northwind Traders",
    who: "tomas",
    tags: ["wins"],
    closed: true,
    talk: `
      # 0:03 Jonas Weber: Tomás, you have the draft in front of you?
      = 0:08 Tomás Herrera: I do, and it is already signed. Two years.
      # 0:13 Jonas Weber: Well. What shall we do with the other 28 minutes?
      = 0:18 Tomás Herrera: You could show me how to get rid of the duplicate rows in the API.`,
  },
  {
    source: "gong",
    daysAgo: 24.2,
    name: "Lost deal review: Brightline",
    tags: ["losses"],
    closed: true,
    talk: `
      # 0:05 Jonas Weber: I appreciate that you take the time although you chose somebody else.
      = 0:14 Renée Dubois: It was close. The other product had a mobile app, and our people are on the road all day.
      # 0:27 Jonas Weber: Was there anything besides that?
      = 0:31 Renée Dubois: The price of seats that only look at things. We have four hundred of those.`,
  },
  {
    source: "fathom",
    daysAgo: 1.6,
    name: "Usability session: first report",
    who: "giulia",
    tags: ["general_feedback", "change_request"],
    closed: true,
    metadata: { study: "First report", participant: "P4" },
    talk: `
      # 0:06 Maya Lindqvist: Please build a report of last week's sales, and think aloud while you do.
      = 0:15 Giulia Conti: Okay. New report. It asks me for a source before I know what that is. I take the first one.
      = 0:31 Giulia Conti: Now there is a lot of grey. Is it loading, or is that it?
      # 0:38 Maya Lindqvist: What would you expect?
      = 0:41 Giulia Conti: Numbers! Any numbers. I can fix wrong numbers, I cannot fix grey.
      = 1:20 Giulia Conti: Ah, here, I have to press Run. Why would I not want to run it?
      = 2:02 Giulia Conti: There they are. This chart is beautiful, I will give you that.`,
  },
  {
    source: "fathom",
    daysAgo: 8.7,
    name: "Check-in with Fjord Energi",
    who: "ingrid",
    tags: ["feature_request"],
    closed: true,
    talk: `
      # 0:02 Maya Lindqvist: Last time you asked for alerts. Is that still the first on the list?
      = 0:09 Ingrid Sørlie: Still the first. A turbine that runs hot at night should wake somebody, and dashboards wake nobody.
      = 0:22 Henrik Aas: But no thresholds by hand, please. We have nine thousand meters.
      # 0:30 Maya Lindqvist: So it should learn what is usual.
      = 0:34 Henrik Aas: And tell us why it thinks so. In one sentence.`,
  },
  {
    source: "fathom",
    daysAgo: 20.5,
    name: "Onboarding Kumo Systems",
    who: "yuki",
    closed: true,
    talk: `
      # 0:04 Sam Ortiz: Your data is in. Shall we look at the first dashboard together?
      = 0:11 Yuki Tanaka: Please. First question: can labels be in Japanese while the menus are in English?
      # 0:20 Sam Ortiz: Yes, labels are yours. Menus follow your browser.
      = 0:27 Yuki Tanaka: Perfect. 完璧です。`,
  },
  {
    source: "manual",
    daysAgo: 13.1,
    name: "Visit at Oak & Ember",
    who: "nell",
    tags: ["feature_request"],
    closed: true,
    description: "Notes from an afternoon in the workshop.",
    talk: `
      # 0:00 Sam Ortiz: You have the tablet on the wall. Who touches it?
      = 0:12 Nell Archer: Everybody, with sawdust on their fingers. The small buttons do not work for us.
      = 0:30 Jane Smith: And it goes to sleep. We want it to show the day's orders, always.`,
  },
];
