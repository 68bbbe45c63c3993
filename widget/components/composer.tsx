import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { MESSAGE_LIMIT } from "../protocol.ts";
import { fill } from "../strings.ts";
import { useWidget } from "./context.ts";
import { Icon } from "./icon.tsx";

const COUNTER_FROM = MESSAGE_LIMIT - 500;

/** Where the visitor writes. Enter sends, Shift and Enter makes a new line. */
export function Composer() {
  const { client, state, strings } = useWidget();
  const [text, setText] = useState(() => client.draftText() ?? "");
  const area = useRef<HTMLTextAreaElement>(null);
  const left = MESSAGE_LIMIT - text.trim().length;
  const canSend = !!text.trim() && left >= 0 && !state.refused;

  const change = (value: string) => {
    setText(value);
    client.draftText(value);
  };
  const send = () => {
    if (canSend && client.send(text)) change("");
    area.current!.focus();
  };
  useLayoutEffect(() => {
    if (state.prefill) change(state.prefill.text);
  }, [state.prefill]);
  useLayoutEffect(() => {
    const { style } = area.current!;
    style.height = "auto";
    style.height = Math.min(area.current!.scrollHeight, 140) + "px";
  }, [text]);

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="field">
        <textarea
          ref={area}
          rows={1}
          dir="auto"
          value={text}
          placeholder={strings.placeholder}
          aria-label={strings.message}
          aria-describedby="counter"
          enterkeyhint="send"
          onInput={(event) => {
            change(event.currentTarget.value);
            client.typing();
          }}
          onKeyDown={(event) => {
            // While an input method is composing, Enter picks a word; 229 is Safari's way to say so.
            if (event.key !== "Enter" || event.shiftKey) return;
            if (event.isComposing || event.keyCode === 229) return;
            event.preventDefault();
            send();
          }}
        />
        <button type="submit" class="send" aria-label={strings.send} disabled={!canSend}>
          <Icon name="send" />
        </button>
      </div>
      <p id="counter" class={left < 0 ? "counter over" : "counter"} role="status">
        {text.length >= COUNTER_FROM &&
          fill(left < 0 ? strings.too_long : strings.remaining, { n: Math.abs(left) })}
      </p>
    </form>
  );
}
