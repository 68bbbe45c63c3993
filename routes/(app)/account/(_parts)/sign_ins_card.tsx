import { Card } from "../../../../components/card.tsx";
import { Confirm } from "../../../../components/confirm.tsx";
import { Table } from "../../../../components/table.tsx";
import { Time } from "../../../../components/time.tsx";
import type { SignedIn } from "../../../../core/access/mod.ts";
import { deviceText } from "./device_text.ts";

/** Where one is signed in, and the way to end all of it. */
export function SignInsCard({ signIns, currentId, now }: {
  signIns: SignedIn[];
  /** Which of them this page was opened with. */
  currentId: string | null;
  /** The present in milliseconds. */
  now: number;
}) {
  return (
    <Card
      flush
      title="Sign-ins"
      description="Where you are signed in now."
      actions={
        <Confirm
          id="everywhere"
          text="Sign out everywhere"
          title="Sign out everywhere?"
          fields={<input type="hidden" name="do" value="sign_out_everywhere" />}
        >
          This device is signed out, too. When one of the sign-ins is not yours, sign in again and
          change the password.
        </Confirm>
      }
    >
      <Table
        label="Sign-ins"
        rows={signIns}
        keyOf={({ id }) => id}
        columns={[
          {
            title: "Device",
            cell: ({ id, userAgent }) => (
              <>
                {deviceText(userAgent)}
                {id === currentId && <span class="here">This device</span>}
              </>
            ),
          },
          { title: "Signed in", cell: ({ createdAt }) => <Time at={createdAt} now={now} /> },
          { title: "IP address", cell: ({ ipAddress }) => <code>{ipAddress || "–"}</code> },
          {
            title: "Ends",
            cell: ({ expiresAt }) => <Time at={expiresAt} format="date" now={now} />,
          },
        ]}
      />
    </Card>
  );
}
