import type { MessageView, SessionSummary } from "../../components/types.ts";
import { message, person, session } from "./data.ts";

const word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";

/** Sessions that try to break the page. */
export const hostileSessions: SessionSummary[] = [
  session({
    name: `<script>alert("name")</script><img src=x onerror=alert(1)>`,
    preview: `</td></tr></table><style>*{display:none}</style>`,
    tags: [`"><b>bold`, "bug", "wins", "losses"],
    contact: person(`<i>Mallory</i>`, `"'><svg onload=alert(1)>@example.com`),
    source: `<u>plugin</u>`,
  }, 1),
  session({
    name: word.repeat(4),
    preview: word.repeat(10),
    tags: [word],
    source: word,
    contact: person(word, `${word}@${word}.example`),
    message_count: 1234567,
    is_human_takeover: true,
  }, 2),
  session({
    name: "הכפתור לא עובד כשאני לוחץ עליו",
    preview: "שלום, אני מנסה לייצא את הדוח (PDF) ולא קורה כלום",
    contact: person("יעל כהן", "yael@example.co.il"),
    tags: ["bug"],
  }, 3),
  session({
    name: "パスワードをリセットできません。メールが届かないのですが、どうすればよいですか",
    preview: "何度試しても同じです。迷惑メールフォルダも確認しました。",
    contact: person("田中 由紀", "tanaka@example.jp"),
  }, 4),
  session({
    name: "🎉🎉🎉 👩‍👩‍👧‍👦 love it",
    preview: "🔥".repeat(200),
    contact: person("🦊 Fox", null),
  }, 5),
  session({ name: "   ", preview: "", contact: person("", null), message_count: 0 }, 6),
  session({ name: "‮evil txt.exe", preview: "a\nb\nc\ttab", source: "" }, 7),
  session({
    name: "Export hangs",
    preview: "when the export is large",
    name_segments: [{ text: "Export", match: true }, { text: " hangs", match: false }],
    preview_segments: [
      { text: "… when the ", match: false },
      { text: "export", match: true },
      { text: " is large <b>and</b> slow", match: false },
    ],
  }, 8),
];

/** Messages that try to break the page. */
export const hostileChat: MessageView[] = [
  message({
    sender_name: `<script>alert(1)</script>`,
    content:
      `<script>alert("x")</script><img src=x onerror=alert(1)> [click](javascript:alert(1)) **not bold** <!--island:0-->`,
  }, 4000),
  message({
    sender_type: "ai",
    content:
      "**Bold**, [named link](https://example.com/a(b)c), [bad](javascript:alert(1)), `<b>code</b>`\n- one\n- two\n\n```html\n<script>alert(1)</script>\n```\nunclosed ```\n",
    sources: [{ title: word, url: "javascript:alert(1)" }, {
      title: word,
      url: "https://example.com",
    }],
  }),
  message({ content: word.repeat(5) }),
  message({ content: "שלום, הכפתור Export לא עובד.\nשורה שנייה (PDF)!", sender_name: "יעל כהן" }),
  message({ sender_type: "bot", sender_name: "Triage bot", content: "🎉".repeat(120) }),
  message({
    sender_type: "human_agent",
    sender_name: word,
    content: Array.from({ length: 40 }, (_, n) => `A long reply, sentence ${n + 1}.`).join(" "),
  }),
  message({ sender_type: "ai", content: "", state: "streaming" }),
];
