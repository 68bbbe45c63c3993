import type { ComponentChild } from "preact";
import { useMemo } from "preact/hooks";
import { type Block, parseMarkdown } from "../markdown.ts";
import type { Inline } from "../markdown_inline.ts";

function inline(part: Inline): ComponentChild {
  if (typeof part === "string") return part;
  switch (part.type) {
    case "break":
      return <br />;
    case "code":
      return <code>{part.text}</code>;
    case "link":
      return (
        <a href={part.url} target="_blank" rel="noopener nofollow">{part.content.map(inline)}</a>
      );
    default: {
      const content = part.content.map(inline);
      return part.type === "bold" ? <strong>{content}</strong> : <em>{content}</em>;
    }
  }
}

function block(part: Block): ComponentChild {
  switch (part.type) {
    case "code":
      return <pre tabIndex={0} dir="ltr"><code>{part.text}</code></pre>;
    case "quote":
      return <blockquote>{part.content.map(block)}</blockquote>;
    case "list": {
      const items = part.items.map((item, index) => <li key={index}>{item.map(block)}</li>);
      return part.ordered ? <ol start={part.start}>{items}</ol> : <ul>{items}</ul>;
    }
    default: {
      const content = part.content.map(inline);
      return part.type === "heading"
        ? (
          <p>
            <strong>{content}</strong>
          </p>
        )
        : <p>{content}</p>;
    }
  }
}

/** A text with its Markdown as elements. Made once per text: a draft redraws only itself. */
export function MarkdownView({ text }: { text: string }) {
  return useMemo(() => <div class="md" dir="auto">{parseMarkdown(text).map(block)}</div>, [text]);
}
