import { Fragment } from "preact";
import { type Inline, parseRichText } from "./rich_text_model.ts";

/** The text of a message as elements. Nothing in it is ever HTML. */
export function RichText({ text, markdown }: { text: string; markdown?: boolean }) {
  return (
    <div class="rich" dir="auto">
      {parseRichText(text, markdown).map((block, index) => {
        if (block.kind === "code") {
          return (
            <pre
              key={index}
              tabIndex={0}
              role="region"
              aria-label="Code"
            ><code>{block.text}</code></pre>
          );
        }
        if (block.kind === "list") {
          const items = block.items.map((item, n) => <li key={n}>{inlines(item)}</li>);
          return block.ordered ? <ol key={index}>{items}</ol> : <ul key={index}>{items}</ul>;
        }
        if (block.kind === "quote") {
          return <blockquote key={index}>{inlines(block.content)}</blockquote>;
        }
        return <p key={index}>{inlines(block.content)}</p>;
      })}
    </div>
  );
}

function inlines(content: Inline[]) {
  return content.map((piece, index) => {
    switch (piece.kind) {
      case "code":
        return <code key={index}>{piece.text}</code>;
      case "bold":
        return <strong key={index}>{piece.text}</strong>;
      case "link":
        return (
          <a key={index} href={piece.url} rel="noopener noreferrer nofollow ugc" target="_blank">
            {piece.text}
          </a>
        );
      default:
        // A bare string in a list would be escaped twice by the precompiled JSX.
        return <Fragment key={index}>{piece.text}</Fragment>;
    }
  });
}
