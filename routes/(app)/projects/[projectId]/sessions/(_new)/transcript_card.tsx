import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Select } from "../../../../../../components/select.tsx";
import { Textarea } from "../../../../../../components/textarea.tsx";
import type { NewSessionValues } from "./values.ts";

const senders = [
  { value: "user", label: "Customer" },
  { value: "human_agent", label: "Teammate" },
  { value: "bot", label: "Bot" },
];

const example = "0:04 Jonas: Thanks for joining.\n0:12 Priya: Happy to. We have a list.";

/** Where a whole transcript is pasted, and who in it is who. */
export function TranscriptCard({ values, count, error }: {
  values: NewSessionValues;
  /** Messages found in the transcript. */
  count: number;
  error?: string;
}) {
  return (
    <Card
      title="Or paste a transcript"
      description="Lines such as “Jane: Hello”, with or without times. It comes after the messages above."
    >
      <Textarea
        label="Transcript"
        hideLabel
        name="transcript"
        value={values.transcript}
        rows={6}
        mono
        placeholder={example}
        error={error}
      />
      {values.speakers.length > 0 && (
        <fieldset class="speakers">
          <legend class="field-label">
            {`${count} ${count === 1 ? "message" : "messages"} found. Who is who?`}
          </legend>
          {values.speakers.map(({ name, sender }, index) => (
            <div class="speaker-row" key={name}>
              <input type="hidden" name="speaker_name" value={name} />
              <Select
                label={name || "Without a name"}
                name="speaker_sender"
                id={`speaker-${index}`}
                options={senders}
                value={sender}
              />
            </div>
          ))}
        </fieldset>
      )}
      <div>
        <Button type="submit" name="do" value="speakers" formNoValidate>Find the speakers</Button>
      </div>
    </Card>
  );
}
