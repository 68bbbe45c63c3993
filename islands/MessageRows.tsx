import { useRef, useState } from "preact/hooks";
import { Button } from "../components/button.tsx";
import { Input } from "../components/input.tsx";
import { Select } from "../components/select.tsx";
import { Textarea } from "../components/textarea.tsx";

/** One message of a form. */
export interface EditedRow {
  sender: string;
  name: string;
  time: string;
  content: string;
}

const senders = [
  { value: "user", label: "Customer" },
  { value: "human_agent", label: "Teammate" },
  { value: "ai", label: "AI agent" },
  { value: "bot", label: "Other bot" },
];

/** The messages of a new session, row by row. Without a script a button fetches more rows. */
export default function MessageRows({ rows: given, errors }: {
  rows: EditedRow[];
  /** By field: `row_content_0`, `row_time_2`. */
  errors: Record<string, string>;
}) {
  const [rows, setRows] = useState(given.map((row, id) => ({ ...row, id })));
  const [canRemove, setCanRemove] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const add = (event: Event) => {
    event.preventDefault();
    setCanRemove(true);
    const last = rows.at(-1);
    const shown = box.current!.querySelectorAll("select");
    const isCustomer = (shown[shown.length - 1]?.value ?? last?.sender) === "user";
    const id = Math.max(-1, ...rows.map((row) => row.id)) + 1;
    const sender = isCustomer ? "human_agent" : "user";
    setRows([...rows, { id, sender, name: "", time: "", content: "" }]);
    requestAnimationFrame(() => {
      const fields = box.current!.querySelectorAll("textarea");
      fields[fields.length - 1]?.focus();
    });
  };
  return (
    <div class="message-rows" ref={box}>
      {rows.map((row, index) => (
        <fieldset class="message-row" key={row.id}>
          <legend class="visually-hidden">Message {index + 1}</legend>
          <div class="message-row-who">
            <Select
              label="Who"
              hideLabel
              name="row_sender"
              id={`row-sender-${row.id}`}
              options={senders}
              value={row.sender}
            />
            <Input
              label="Name"
              hideLabel
              placeholder="Name"
              name="row_name"
              id={`row-name-${row.id}`}
              defaultValue={row.name}
              maxLength={200}
              autocomplete="off"
            />
            <div class="row-time">
              <Input
                label="Time"
                hideLabel
                name="row_time"
                id={`row-time-${row.id}`}
                defaultValue={row.time}
                placeholder="Time, as 4:05"
                autocomplete="off"
                error={errors[`row_time_${row.id}`]}
              />
            </div>
          </div>
          <Textarea
            label="What was said"
            hideLabel
            placeholder="What was said"
            name="row_content"
            id={`row-content-${row.id}`}
            value={row.content}
            rows={2}
            error={errors[`row_content_${row.id}`]}
          />
          {canRemove && rows.length > 1 && (
            <Button
              variant="quiet"
              icon="close"
              label={`Remove message ${index + 1}`}
              onClick={() => setRows(rows.filter(({ id }) => id !== row.id))}
            />
          )}
        </fieldset>
      ))}
      <Button type="submit" name="do" value="rows" icon="plus" formNoValidate onClick={add}>
        Add a message
      </Button>
    </div>
  );
}
