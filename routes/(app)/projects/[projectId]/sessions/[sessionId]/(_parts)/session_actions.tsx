import { Button } from "../../../../../../../components/button.tsx";
import { classNames } from "../../../../../../../components/class_names.ts";
import { Menu } from "../../../../../../../components/menu.tsx";
import { LinkButton } from "../../../../../../../components/link_button.tsx";
import { Icon, type IconName } from "../../../../../../../components/icon.tsx";
import type { Session } from "../../../../../../../core/contract/mod.ts";

/** The buttons of a session's page. All but the links send the page's own form. */
export function SessionActions({ session, action, canAnswer }: {
  session: Session;
  /** The page itself. */
  action: string;
  /** Whether the agent and a person can take turns in it. */
  canAnswer: boolean;
}) {
  const { status, is_archived: isArchived, is_human_takeover: isTakenOver } = session;
  return (
    <form method="post" action={action} class="contents">
      {status === "closed"
        ? <Button type="submit" name="do" value="reopen" icon="refresh">Reopen</Button>
        : (
          <>
            {canAnswer && (isTakenOver
              ? <Button type="submit" name="do" value="handback" icon="agent">Hand back</Button>
              : (
                <Button type="submit" name="do" value="takeover" icon="person" variant="primary">
                  Take over
                </Button>
              ))}
            <Button type="submit" name="do" value="close" icon="success" class="wide-only">
              Close
            </Button>
          </>
        )}
      <LinkButton href={`${action}/edit`} icon="pencil" label="Edit details" variant="quiet" />
      <Menu icon="more" label="More actions" align="end" variant="quiet">
        {status === "active" && (
          <Item name="close" icon="success" class="narrow-only">Close session</Item>
        )}
        {isArchived
          ? <Item name="unarchive" icon="archive">Take out of archive</Item>
          : <Item name="archive" icon="archive">Archive</Item>}
        <hr class="menu-line" />
        <a class="menu-item danger" href={`${action}/delete`}>
          <Icon name="trash" size={14} />Delete…
        </a>
      </Menu>
    </form>
  );
}

function Item({ name, icon, class: extra, children }: {
  name: string;
  icon: IconName;
  class?: string;
  children: string;
}) {
  return (
    <button type="submit" class={classNames("menu-item", extra)} name="do" value={name}>
      <Icon name={icon} size={14} />
      {children}
    </button>
  );
}
