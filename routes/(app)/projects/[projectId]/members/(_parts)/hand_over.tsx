import { Card } from "../../../../../../components/card.tsx";
import { CopyField } from "../../../../../../components/copy_field.tsx";
import { Time } from "../../../../../../components/time.tsx";

/** A link somebody must be handed, shown once. */
export interface HandOver {
  kind: "invite" | "reset";
  token: string;
  /** Whom it is for: an address, or a member's name. */
  whom: string;
  expiresAt: Date;
}

/** The link, with what to do with it. */
export function HandOverCard({ handOver, address }: {
  handOver: HandOver;
  /** Where this server is reached. */
  address: string;
}) {
  const { kind, token, whom, expiresAt } = handOver;
  const isInvite = kind === "invite";
  return (
    <div class="hand-over" role="status">
      <Card
        title={isInvite ? "Send this link" : "Hand over this link"}
        description={
          <>
            It lets <strong dir="auto">{whom}</strong>{" "}
            {isInvite ? "join the project." : "choose a new password."}{" "}
            Anyone who has it can use it, once, until{" "}
            <Time at={expiresAt} format="full" />. It is not shown again.
          </>
        }
      >
        <CopyField id="hand-over" text={`${address}/${kind}/${token}`} />
      </Card>
    </div>
  );
}
