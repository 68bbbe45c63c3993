import { Button } from "../../../../../../../components/button.tsx";
import { CopyField } from "../../../../../../../components/copy_field.tsx";
import { sourceLabel } from "../../../../../../../components/labels.ts";
import { Person } from "../../../../../../../components/person.tsx";
import { SourceBadge } from "../../../../../../../components/source_badge.tsx";
import { Textarea } from "../../../../../../../components/textarea.tsx";
import { Time } from "../../../../../../../components/time.tsx";
import { truncate } from "../../../../../../../components/truncate.ts";
import {
  type Asker,
  type Issue,
  NOTE_LENGTH,
  noteText,
} from "../../../../../../../core/issues/mod.ts";

/** One person who asked: what became of them, or the note with the button that sends it. */
export function AskerCard({ asker, issue, base, action, after, canSend, typed, now }: {
  asker: Asker;
  issue: Issue;
  /** The project's address. */
  base: string;
  /** The page that takes the form. */
  action: string;
  /** The page of the list to come back to. */
  after: string | null;
  canSend: boolean;
  /** What was typed before it failed. */
  typed: string | null;
  now: number;
}) {
  const { person_id: id, contact, told } = asker;
  const text = typed ?? noteText(issue, contact?.name ?? null);
  return (
    <section class="card asker" id={id}>
      <div class="asker-head">
        <Person contact={contact} />
        {contact?.company && <span class="muted text-small" dir="auto">{contact.company}</span>}
        <a class="text-small truncate" href={`${base}/sessions/${asker.session_id}`} dir="auto">
          {truncate(asker.session_name ?? "Untitled session", 60)}
        </a>
        <SourceBadge source={asker.source} />
        <Time at={asker.last_activity_at} now={now} />
      </div>
      {told
        ? <Told told={told} source={asker.source} now={now} />
        : canSend && (
          <form method="post" action={action} class="asker-form">
            <input type="hidden" name="person" value={id} />
            <input type="hidden" name="session" value={asker.session_id} />
            {after && <input type="hidden" name="after" value={after} />}
            {asker.way === "by_hand"
              ? (
                <>
                  <CopyField label="Copy this, and send it yourself" text={text} />
                  <p class="text-small muted">
                    {`Hissuno cannot write into this ${sourceLabel(asker.source)} conversation: ` +
                      "it only reads it."}
                  </p>
                  <div>
                    <Button type="submit" name="do" value="by_hand" size="small">
                      I have sent it
                    </Button>
                  </div>
                </>
              )
              : (
                <>
                  <Textarea
                    label={`Note to ${contact?.name ?? contact?.email ?? "this person"}`}
                    id={`note-${id}`}
                    name="text"
                    value={text}
                    rows={3}
                    required
                    maxLength={NOTE_LENGTH}
                  />
                  <div class="asker-send">
                    <Button
                      type="submit"
                      name="do"
                      value="send"
                      variant="primary"
                      size="small"
                      icon="send"
                    >
                      Send
                    </Button>
                    <span class="text-small muted">
                      {asker.way === "visitor"
                        ? "Shown in their conversation on your website, at the latest at their next visit."
                        : `Sent into the conversation in ${sourceLabel(asker.source)}.`}
                    </span>
                  </div>
                </>
              )}
          </form>
        )}
    </section>
  );
}

function Told({ told, source, now }: {
  told: NonNullable<Asker["told"]>;
  source: string;
  now: number;
}) {
  const state = told.way === "by_hand"
    ? "Sent by hand"
    : told.delivery === "failed"
    ? `Not delivered in ${sourceLabel(source)}: ${told.error ?? "it was refused"}`
    : told.delivery === "queued"
    ? `On its way to ${sourceLabel(source)}`
    : "Sent";
  return (
    <p
      class="asker-told status"
      data-status={told.delivery === "failed" ? "failed" : "success"}
    >
      <span>
        {`${state}${told.by ? ` by ${told.by}` : ""}`} <Time at={told.at} now={now} />
      </span>
    </p>
  );
}
