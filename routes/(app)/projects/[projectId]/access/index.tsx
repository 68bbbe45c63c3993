import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../components/banner.tsx";
import { Card } from "../../../../../components/card.tsx";
import { CopyField } from "../../../../../components/copy_field.tsx";
import { EmptyState } from "../../../../../components/empty_state.tsx";
import { LinkButton } from "../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../components/page_header.tsx";
import {
  type ApiKey,
  can,
  listKeys,
  requestsOfKeys,
  revokeKey,
} from "../../../../../core/access/mod.ts";
import { now } from "../../../../../core/clock.ts";
import { define } from "../../../../../server/state.ts";
import { publicAddress } from "../../../../(_common)/address.ts";
import { done } from "../../../../(_common)/notice.ts";
import { readProjectForm } from "../(_parts)/person.ts";
import { curlExample } from "../(_parts)/snippets.ts";
import { isOver, keyState } from "./(_parts)/key_state.ts";
import { KeyTable } from "./(_parts)/key_table.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const { services, project, role } = ctx.state;
    const at = now();
    const [keys, requests] = can(role!, "manage_keys")
      ? await Promise.all([
        listKeys(services.sql, project!.id),
        requestsOfKeys(services.sql, project!.id, at),
      ])
      : [null, new Map<string, number>()];
    const wasOver = (key: ApiKey) => isOver(keyState(key, at.getTime()));
    return page({
      keys: keys?.filter((key) => !wasOver(key)) ?? null,
      over: keys?.filter(wasOver) ?? [],
      requests,
      now: at.getTime(),
    });
  },

  async POST(ctx) {
    const { form, project, services } = await readProjectForm(ctx, "manage_keys");
    await revokeKey(services.sql, { projectId: project.id, keyId: form.text("key") });
    return done(ctx, `/projects/${project.id}/access`, "Key revoked. It is refused from now on.");
  },
});

/** The project's API keys: what they may do, when they were used, and taking them back. */
export default define.page<typeof handler>(
  ({ data: { keys, over, requests, now }, state, req }) => {
    const project = state.project!;
    const shared = { requests, now, base: `/projects/${project.id}/access` };
    const newKey = (
      <LinkButton href={`/projects/${project.id}/access/new`} variant="primary" icon="plus">
        New key
      </LinkButton>
    );
    return (
      <>
        <Head>
          <title>{`Access · ${project.name}`}</title>
        </Head>
        <PageHeader
          title="Access"
          description="API keys open this project, and only this one, to your programs."
          actions={keys && keys.length > 0 && newKey}
        />
        <div class="page wide">
          {keys === null
            ? (
              <Banner>
                {`Your role here is ${state.role}. Keys are in the hands of owners and admins: ask one of them.`}
              </Banner>
            )
            : keys.length === 0
            ? (
              <EmptyState
                title="No keys yet"
                text="A key lets a program read or send sessions: an import, your server, a report. It is shown once, and you can revoke it at any time."
                actions={newKey}
              />
            )
            : (
              <Card flush>
                <KeyTable label="API keys" keys={keys} {...shared} />
              </Card>
            )}
          {over.length > 0 && (
            <details class="over">
              <summary>{`Revoked and expired (${over.length})`}</summary>
              <Card flush>
                <KeyTable label="Revoked and expired keys" keys={over} {...shared} isOver />
              </Card>
            </details>
          )}
          <Card
            title="Try it"
            description="Put a key in place of YOUR_API_KEY. Keys are sent in the Authorization header."
          >
            <CopyField
              label="Create a session"
              text={curlExample(publicAddress(req, state), project.id)}
            />
          </Card>
        </div>
      </>
    );
  },
);
