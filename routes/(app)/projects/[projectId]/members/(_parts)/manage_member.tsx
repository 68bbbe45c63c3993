import type { ComponentChildren } from "preact";
import { Button } from "../../../../../../components/button.tsx";
import { Confirm } from "../../../../../../components/confirm.tsx";
import { Select } from "../../../../../../components/select.tsx";
import { can, type Member, type Role } from "../../../../../../core/access/mod.ts";
import { roleLabels } from "../../../../../(_entry)/role_texts.ts";

/** Whom a change is about, and who makes it. */
interface ManageProps {
  member: Member;
  actor: { id: string; role: Role };
  /** The roles the reader may give. */
  given: Role[];
}

/** The button of a member's row, and the window with everything that can be changed. */
export function ManageMember({ member, actor, given }: ManageProps) {
  const isSelf = member.userId === actor.id;
  const mayChange = can(actor.role, "manage_members") && given.includes(member.role);
  if (!mayChange) return isSelf ? <Leave member={member} /> : null;
  const id = `manage-${member.userId}`;
  return (
    <>
      <Button size="small" popovertarget={id}>
        Manage<span class="visually-hidden">{` ${member.name}`}</span>
      </Button>
      <div class="dialog confirm" id={id} popover="auto" role="dialog" aria-labelledby={`${id}-t`}>
        <div class="dialog-head">
          <h2 id={`${id}-t`} dir="auto">{member.name}</h2>
          <Button
            popovertarget={id}
            popovertargetaction="hide"
            variant="quiet"
            size="small"
            icon="close"
            label="Close"
          />
        </div>
        <div class="dialog-body manage">
          <form class="manage-role" method="post">
            <Select
              label="Role"
              name="role"
              id={`role-${member.userId}`}
              value={member.role}
              options={given.map((role) => ({ value: role, label: roleLabels[role] }))}
            />
            <input type="hidden" name="user" value={member.userId} />
            <Button type="submit" name="do" value="role">Save role</Button>
          </form>
          {!isSelf && <Others member={member} isOwner={can(actor.role, "manage_owners")} />}
          {isSelf && (
            <Row text="You lose access at once. An owner or admin can invite you again.">
              <RowForm member={member} action="remove" text="Leave project" danger />
            </Row>
          )}
        </div>
      </div>
    </>
  );
}

/** What one can do with others, but not with oneself. */
function Others({ member, isOwner }: { member: Member; isOwner: boolean }) {
  const isOff = member.deactivatedAt !== null;
  return (
    <>
      {isOwner && (
        <Row text="For a forgotten password: a link to hand over, good for a day, once.">
          <RowForm member={member} action="reset" text="Create reset link" />
        </Row>
      )}
      <Row
        text={isOff
          ? "Gives access back, with the role shown above."
          : "No access from now on; role and history stay, and you can switch it on again."}
      >
        <RowForm
          member={member}
          action={isOff ? "on" : "off"}
          text={isOff ? "Switch on" : "Switch off"}
        />
      </Row>
      <Row text="Takes the person out of this project, not out of others.">
        <RowForm member={member} action="remove" text="Remove" danger />
      </Row>
    </>
  );
}

function Row({ text, children }: { text: string; children: ComponentChildren }) {
  return (
    <div class="manage-line">
      <p class="muted">{text}</p>
      {children}
    </div>
  );
}

function RowForm({ member, action, text, danger }: {
  member: Member;
  action: string;
  text: string;
  danger?: boolean;
}) {
  return (
    <form method="post">
      <input type="hidden" name="user" value={member.userId} />
      <Button type="submit" name="do" value={action} variant={danger ? "danger" : "secondary"}>
        {text}
      </Button>
    </form>
  );
}

function Leave({ member }: { member: Member }) {
  return (
    <Confirm
      id="leave"
      size="small"
      text="Leave"
      title="Leave this project?"
      confirm="Leave project"
      fields={
        <>
          <input type="hidden" name="do" value="remove" />
          <input type="hidden" name="user" value={member.userId} />
        </>
      }
    >
      You lose access at once. An owner or admin can invite you again.
    </Confirm>
  );
}
