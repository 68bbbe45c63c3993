import { hueClassAt } from "./hue.ts";
import { offsetText } from "./time_text.ts";
import { turnsOf } from "./transcript_model.ts";
import type { MessageView } from "./types.ts";

/** A meeting as it is read: who speaks, when, and in paragraphs what. */
export function Transcript({ messages }: { messages: MessageView[] }) {
  return (
    <ol class="transcript" aria-label="Transcript">
      {turnsOf(messages).map((turn) => (
        <li class="turn" key={turn.id} id={turn.id}>
          <div class="turn-time">{turn.offsetMs !== null && offsetText(turn.offsetMs)}</div>
          <div class={`speaker ${hueClassAt(turn.speakerIndex)}`}>
            <span class="truncate" dir="auto" title={turn.speaker}>{turn.speaker}</span>
          </div>
          <div class="turn-text">
            {turn.paragraphs.map(({ id, text }) => <p key={id} dir="auto">{text}</p>)}
          </div>
        </li>
      ))}
    </ol>
  );
}
