import { Avatar } from "../../../../../../components/avatar.tsx";
import { Table } from "../../../../../../components/table.tsx";
import { Time } from "../../../../../../components/time.tsx";
import type { Member, Role } from "../../../../../../core/access/mod.ts";
import { roleLabels } from "../../../../../(_entry)/role_texts.ts";
import { ManageMember } from "./manage_member.tsx";

/** The members of a project, each with what the reader may change about them. */
export function MemberTable({ members, actor, given, now }: {
  members: Member[];
  /** Who reads. */
  actor: { id: string; role: Role };
  /** The roles the reader may give. */
  given: Role[];
  /** The present in milliseconds. */
  now: number;
}) {
  return (
    <Table
      label="Members"
      rows={members}
      keyOf={({ userId }) => userId}
      columns={[
        {
          title: "Name",
          cell: ({ name, email, userId }) => (
            <span class="member">
              <Avatar name={name} email={email} />
              <span class="two-lines">
                <span class="member-name">
                  <bdi>{name}</bdi>
                  {userId === actor.id && <span class="subtle">&nbsp;(you)</span>}
                </span>
                <span class="member-mail">{email}</span>
              </span>
            </span>
          ),
        },
        {
          title: "Role",
          cell: ({ role, deactivatedAt }) => (
            <span class="two-lines">
              {roleLabels[role]}
              {deactivatedAt && <span class="member-off">Switched off</span>}
            </span>
          ),
        },
        {
          title: "Joined",
          cell: ({ createdAt }) => <Time at={createdAt} format="date" now={now} />,
        },
        {
          title: "Actions",
          hideTitle: true,
          end: true,
          cell: (member) => <ManageMember member={member} actor={actor} given={given} />,
        },
      ]}
    />
  );
}
