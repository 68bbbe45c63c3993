import { Button } from "../../../../../../../components/button.tsx";
import { Icon } from "../../../../../../../components/icon.tsx";
import { LinkButton } from "../../../../../../../components/link_button.tsx";
import { Menu } from "../../../../../../../components/menu.tsx";
import { isOpen, type Issue } from "../../../../../../../core/issues/mod.ts";
import { statusIcons, statusLabels } from "../../(_parts)/labels.ts";

const steps = ["open", "planned", "in_progress"] as const;

/** The buttons of an issue's page. */
export function IssueActions({ issue, action }: { issue: Issue; action: string }) {
  const open = isOpen(issue.status);
  return (
    <>
      {open
        ? (
          <form method="post" action={action} class="contents">
            <Button type="submit" name="do" value="close:done" icon="success" variant="primary">
              Done
            </Button>
            <Menu text="Status" iconEnd="chevronDown" align="end">
              {steps.filter((status) => status !== issue.status).map((status) => (
                <button
                  key={status}
                  type="submit"
                  class="menu-item"
                  name="do"
                  value={`status:${status}`}
                >
                  <Icon name={statusIcons[status]} size={14} />
                  {statusLabels[status]}
                </button>
              ))}
              <hr class="menu-line" />
              <button type="submit" class="menu-item" name="do" value="close:dismissed">
                <Icon name="close" size={14} />Dismiss: we will not do it
              </button>
              <button type="submit" class="menu-item" name="do" value="close:duplicate">
                <Icon name="copy" size={14} />Duplicate of another one
              </button>
            </Menu>
          </form>
        )
        : (
          <form method="post" action={action} class="contents">
            <Button type="submit" name="do" value="reopen" icon="refresh">Reopen</Button>
          </form>
        )}
      <LinkButton href={`${action}/edit`} icon="pencil" label="Edit issue" variant="quiet" />
      <Menu icon="more" label="More actions" align="end" variant="quiet">
        <a class="menu-item" href={`${action}/asked`}>
          <Icon name="members" size={14} />Who asked
        </a>
        <a class="menu-item" href={`${action}/merge`}>
          <Icon name="link" size={14} />Merge into another…
        </a>
        {issue.session_count > 1 && (
          <a class="menu-item" href={`${action}/split`}>
            <Icon name="switch" size={14} />Split off evidence…
          </a>
        )}
        <hr class="menu-line" />
        <a class="menu-item danger" href={`${action}/delete`}>
          <Icon name="trash" size={14} />Delete…
        </a>
      </Menu>
    </>
  );
}
