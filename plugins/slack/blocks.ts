import { escape } from "./text.ts";

type Json = Record<string, unknown>;

/** Nothing of Slack's is nested deeper, or has more parts. */
const DEEPEST = 12;
const MOST = 1_000;

/** The text of a message that has it only in its blocks or attachments, in Slack's markup. */
// https://docs.slack.dev/reference/block-kit/blocks/
export function textOfParts(blocks: unknown[], attachments: unknown[]): string {
  const fromBlocks = lines(blocks.slice(0, MOST).map((block) => blockText(object(block))));
  return fromBlocks || lines(attachments.slice(0, MOST).map((one) => attachmentText(object(one))));
}

function blockText(block: Json): string {
  switch (block.type) {
    case "rich_text":
      return richText(block, 0);
    case "section":
      return lines([objectText(block.text), ...list(block.fields).map(objectText)]);
    case "header":
      return objectText(block.text);
    case "context":
      return list(block.elements).map(objectText).filter(Boolean).join(" ");
    case "markdown":
      return escape(text(block.text));
    case "image":
    case "video":
      return objectText(block.title) || escape(text(block.alt_text));
    default:
      return "";
  }
}

/** `mrkdwn` is markup already; `plain_text` means itself. */
function objectText(value: unknown): string {
  const { type, text: inner } = object(value);
  return type === "mrkdwn" ? text(inner) : escape(text(inner));
}

function richText(value: Json, depth: number): string {
  if (depth > DEEPEST) return "";
  const inner = () => list(value.elements).map((one) => richText(object(one), depth + 1));
  switch (value.type) {
    case "rich_text":
      return lines(inner());
    case "rich_text_section":
      return inner().join("");
    case "rich_text_list":
      return lines(
        inner().map((item, index) =>
          value.style === "ordered" ? `${index + 1}. ${item}` : `- ${item}`
        ),
      );
    case "rich_text_quote":
      return inner().join("").split("\n").map((line) => `&gt; ${line}`).join("\n");
    case "rich_text_preformatted":
      return "```" + inner().join("") + "```";
    default:
      return styled(element(value), object(value.style));
  }
}

function element(value: Json): string {
  switch (value.type) {
    case "text":
      return escape(text(value.text));
    case "link":
      return `<${text(value.url).replaceAll(/[<>|\n]/g, "")}|${escape(text(value.text))}>`;
    case "user":
      return `<@${text(value.user_id)}>`;
    case "channel":
      return `<#${text(value.channel_id)}>`;
    case "usergroup":
      return `<!subteam^${text(value.usergroup_id)}>`;
    case "broadcast":
      return `<!${text(value.range)}>`;
    case "emoji":
      return `:${text(value.name)}:`;
    case "date":
      return escape(text(value.fallback));
    default:
      return "";
  }
}

function styled(part: string, style: Json): string {
  // Signs of style stand at words, not at the spaces around them.
  const [, before, words, after] = /^(\s*)(.*?)(\s*)$/s.exec(part)!;
  if (!words || words.includes("\n")) return part;
  if (style.code === true) return `${before}\`${words}\`${after}`;
  const bold = style.bold === true ? `*${words}*` : words;
  return `${before}${style.italic === true ? `_${bold}_` : bold}${after}`;
}

/** What integrations attach, and messages that were forwarded. */
function attachmentText(attachment: Json): string {
  const { pretext, title, text: body, fallback, message_blocks, blocks } = attachment;
  const said = lines([text(pretext), text(title), text(body)]);
  if (said) return said;
  const inner = list(message_blocks).flatMap((one) => list(object(object(one).message).blocks));
  return lines([...list(blocks), ...inner].slice(0, MOST).map((one) => blockText(object(one)))) ||
    text(fallback);
}

function lines(parts: string[]): string {
  return parts.filter((part) => part.trim() !== "").join("\n");
}

function object(value: unknown): Json {
  return value !== null && typeof value === "object" ? value as Json : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, MOST) : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
