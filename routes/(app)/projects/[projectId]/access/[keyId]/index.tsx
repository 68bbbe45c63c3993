import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../../components/banner.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { Time } from "../../../../../../components/time.tsx";
import {
  can,
  keyOf,
  readKeyUsage,
  readUsageRange,
  revokeKey,
  setKeyAddresses,
} from "../../../../../../core/access/mod.ts";
import { now } from "../../../../../../core/clock.ts";
import { invalid } from "../../../../../../core/errors.ts";
import { define, type State } from "../../../../../../server/state.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { failedForm, noErrors } from "../../../../../(_entry)/failed_form.ts";
import { readProjectForm } from "../../(_parts)/person.ts";
import { AddressCard } from "../(_parts)/address_card.tsx";
import { EndpointCard } from "../(_parts)/endpoint_card.tsx";
import { RevokeButton, RotateButton } from "../(_parts)/key_actions.tsx";
import { KeyFacts } from "../(_parts)/key_facts.tsx";
import { isOver, keyState } from "../(_parts)/key_state.ts";
import { UsageCard } from "../(_parts)/usage_card.tsx";
import { UsageFigures, UsageRangePicker } from "../(_parts)/usage_figures.tsx";

async function load({ services: { sql }, project, role }: State, keyId: string, query: URL) {
  if (!can(role!, "manage_keys")) return null;
  const at = now();
  const key = await keyOf(sql, project!.id, keyId);
  const range = readUsageRange(query.searchParams.get("range"));
  const report = await readKeyUsage(sql, { projectId: project!.id, keyId, range }, at);
  return { key, report, now: at.getTime() };
}

export const handler = define.handlers({
  async GET(ctx) {
    const loaded = await load(ctx.state, ctx.params.keyId!, ctx.url);
    return page({ loaded, typed: null as string | null, errors: noErrors });
  },

  async POST(ctx) {
    const { form, project, services: { sql } } = await readProjectForm(ctx, "manage_keys");
    const key = { projectId: project.id, keyId: ctx.params.keyId! };
    const base = `/projects/${project.id}/access`;
    const action = form.text("action");
    if (action === "revoke") {
      await revokeKey(sql, key);
      return done(ctx, base, "Key revoked. It is refused from now on.");
    }
    if (action !== "addresses") throw invalid("action", "Unknown action. Use the page's own form.");
    const typed = form.raw("addresses");
    try {
      const kept = await setKeyAddresses(sql, { ...key, addresses: typed });
      const said = kept.length === 0
        ? "Saved. The key may be used from anywhere."
        : "Saved. Requests from elsewhere are refused from now on.";
      return done(ctx, `${base}/${key.keyId}#addresses`, said);
    } catch (thrown) {
      const { errors, init } = failedForm(thrown, ["addresses"]);
      const loaded = await load(ctx.state, key.keyId, ctx.url);
      return page({ loaded, typed, errors }, init);
    }
  },
});

/** One key: what it is used for, from where it may be, and replacing or ending it. */
export default define.page<typeof handler>(({ data: { loaded, typed, errors }, state }) => {
  const project = state.project!;
  const base = `/projects/${project.id}/access`;
  const back = { href: base, label: "Access" };
  if (!loaded) {
    return (
      <>
        <PageHeader title="API key" back={back} />
        <div class="page narrow">
          <Banner>
            {`Your role here is ${state.role}. Keys are in the hands of owners and admins: ask one of them.`}
          </Banner>
        </div>
      </>
    );
  }
  const { key, report, now } = loaded;
  const action = `${base}/${key.id}`;
  const keyIs = keyState(key, now);
  return (
    <>
      <Head>
        <title>{`${key.name} · Access · ${project.name}`}</title>
      </Head>
      <PageHeader
        title={key.name}
        back={back}
        actions={!isOver(keyIs) && (
          <>
            {keyIs === "active" && <RotateButton entry={key} action={`${action}/rotate`} />}
            <RevokeButton entry={key} />
          </>
        )}
      />
      <div class="page wide analytics">
        {keyIs === "ending" && (
          <Banner tone="warning" title="Another key took over.">
            This one ends <Time at={key.expiresAt} format="full" now={now} />.{" "}
            <a href={`${base}/${key.replacedBy}`}>Show the newer key</a>
          </Banner>
        )}
        {isOver(keyIs) && (
          <Banner>
            {keyIs === "revoked" ? "This key was revoked" : "This key has expired"}: it is refused.
            {key.replacedBy && (
              <>
                {" "}
                <a href={`${base}/${key.replacedBy}`}>Show the newer key</a>
              </>
            )}
          </Banner>
        )}
        <UsageRangePicker range={report.range} action={action} />
        <UsageFigures report={report} entry={key} now={now} />
        <UsageCard report={report} csvHref={`${action}/download?range=${report.range}`} />
        {report.endpoints.length > 0 && <EndpointCard report={report} />}
        <div class="chart-pair">
          <KeyFacts entry={key} base={base} now={now} />
          {!isOver(keyIs) && (
            <AddressCard
              typed={typed ?? key.allowedAddresses.join("\n")}
              errors={errors}
              lastUsedFrom={key.lastUsedFrom}
              yours={state.clientAddress}
            />
          )}
        </div>
      </div>
    </>
  );
});
