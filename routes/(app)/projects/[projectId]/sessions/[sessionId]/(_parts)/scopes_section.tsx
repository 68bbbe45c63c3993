import { AsideSection } from "../../../../../../../components/aside_section.tsx";
import { Button } from "../../../../../../../components/button.tsx";
import { Checkbox } from "../../../../../../../components/checkbox.tsx";
import { Menu } from "../../../../../../../components/menu.tsx";
import type { TreeScope } from "../../../../../../../core/product_scopes/mod.ts";

/** The areas and initiatives a session belongs to, and the menu to change them. */
export function ScopesSection({ chosen, scopes, base, action, canWrite }: {
  /** Ids of the session's scopes. */
  chosen: string[];
  scopes: TreeScope[];
  /** The project's address. */
  base: string;
  action: string;
  canWrite: boolean;
}) {
  const shown = scopes.filter(({ id }) => chosen.includes(id));
  if (scopes.length === 0 || (shown.length === 0 && !canWrite)) return null;
  return (
    <AsideSection title="Product scopes">
      <form method="post" action={action} class="tag-editor">
        {shown.length > 0 && (
          <ul class="aside-contact">
            {shown.map(({ id, path }) => (
              <li key={id}>
                <a href={`${base}/feedback?productScopeIds=${id}`} dir="auto">{path}</a>
              </li>
            ))}
          </ul>
        )}
        {canWrite && (
          <Menu
            text={shown.length > 0 ? "Change" : "Add scopes"}
            icon="scopes"
            size="small"
            variant="quiet"
          >
            <fieldset class="menu-form">
              <legend class="visually-hidden">Product scopes</legend>
              {scopes.map(({ id, path }) => (
                <Checkbox
                  key={id}
                  id={`scope-${id}`}
                  name="scopes"
                  value={id}
                  label={path}
                  checked={chosen.includes(id)}
                />
              ))}
              <Button type="submit" name="do" value="scopes" variant="primary" size="small" wide>
                Save scopes
              </Button>
            </fieldset>
          </Menu>
        )}
      </form>
    </AsideSection>
  );
}
