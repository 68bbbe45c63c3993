import { Card } from "../../../../../../components/card.tsx";
import { Confirm } from "../../../../../../components/confirm.tsx";
import type { ReasonedIdentity } from "../../../../../../core/customers/mod.ts";
import { identityLabel, reasonText } from "./reasons.ts";

/** Everything a contact is recognised by, with the reason, and a way to split one off. */
export function Identities({ identities, sessions, action, canWrite }: {
  identities: ReasonedIdentity[];
  /** How many sessions came by each. */
  sessions: number[];
  action: string;
  canWrite: boolean;
}) {
  return (
    <Card
      title="Recognised by"
      description="A conversation that names one of these belongs here. An e-mail address decides first, then your user id, then a source's id."
    >
      {identities.length === 0 && (
        <p class="subtle text-small">Nothing: they were entered by hand.</p>
      )}
      <ul class="identities">
        {identities.map((identity, index) => (
          <li key={`${identity.kind} ${identity.value}`}>
            <div class="identity">
              <strong class="text-small">{identityLabel(identity.kind)}</strong>
              <code class="mono">{identity.value}</code>
              <span class="subtle text-small">{reasonText(identity)}.</span>
            </div>
            {canWrite && identities.length > 1 && (
              <Confirm
                id={`split-${index}`}
                text="Split off"
                size="small"
                variant="quiet"
                about={`${identityLabel(identity.kind)} ${identity.value}`}
                title="Make this somebody else?"
                action={action}
                fields={
                  <>
                    <input type="hidden" name="do" value="split" />
                    <input type="hidden" name="kind" value={identity.kind} />
                    <input type="hidden" name="value" value={identity.value} />
                  </>
                }
              >
                {`${identity.value} becomes a contact of its own, with ${
                  sessions[index] === 1 ? "the session" : `the ${sessions[index]} sessions`
                } that came by it. The two are then known to be two people.`}
              </Confirm>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
