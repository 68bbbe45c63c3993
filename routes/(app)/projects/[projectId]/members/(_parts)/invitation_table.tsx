import { Confirm } from "../../../../../../components/confirm.tsx";
import { Table } from "../../../../../../components/table.tsx";
import { Time } from "../../../../../../components/time.tsx";
import type { Invitation, Role } from "../../../../../../core/access/mod.ts";
import { roleLabels } from "../../../../../(_entry)/role_texts.ts";

/** The invitations nobody has accepted yet. */
export function InvitationTable({ invitations, given, now }: {
  invitations: Invitation[];
  /** The roles the reader may give, and take back. */
  given: Role[];
  /** The present in milliseconds. */
  now: number;
}) {
  return (
    <Table
      label="Open invitations"
      rows={invitations}
      keyOf={({ id }) => id}
      columns={[
        { title: "Address", cell: ({ email }) => <span class="member-mail">{email}</span> },
        { title: "Role", cell: ({ role }) => roleLabels[role] },
        {
          title: "Invited",
          cell: ({ invitedBy, createdAt }) => (
            <span class="two-lines">
              <Time at={createdAt} now={now} />
              <span class="subtle truncate" dir="auto">{invitedBy ?? "Operator"}</span>
            </span>
          ),
        },
        {
          title: "Expires",
          cell: ({ expiresAt }) => <Time at={expiresAt} format="date" now={now} />,
        },
        {
          title: "Actions",
          hideTitle: true,
          end: true,
          cell: ({ id, email, role }) =>
            given.includes(role) && (
              <Confirm
                id={`revoke-${id}`}
                size="small"
                text="Revoke"
                about={email}
                title="Take the invitation back?"
                confirm="Revoke invitation"
                fields={
                  <>
                    <input type="hidden" name="do" value="revoke" />
                    <input type="hidden" name="invitation" value={id} />
                  </>
                }
              >
                The link for <strong>{email}</strong>{" "}
                ends at once. You can invite the address again.
              </Confirm>
            ),
        },
      ]}
    />
  );
}
