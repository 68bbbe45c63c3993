import type { ComponentChildren } from "preact";
import { Banner } from "../../../../../../components/banner.tsx";
import { Icon } from "../../../../../../components/icon.tsx";
import type { SetupAddresses, SourcePlugin } from "../../../../../../core/contract/mod.ts";
import type { FormErrors } from "../../../../../(_common)/form.ts";
import type { ConnectionValues } from "./connection_form.ts";
import { ConsentForm } from "./consent_form.tsx";
import { SetupSteps } from "./setup_steps.tsx";
import { TokenForm } from "./token_form.tsx";

/** By which form somebody connects. */
export type ConnectWay = "consent" | "tokens";

/** Props of {@link ConnectForms}. */
export interface ConnectFormsProps {
  plugin: SourcePlugin;
  action: string;
  addresses: SetupAddresses;
  /** There is a connection already. */
  isAnother: boolean;
  /** The form that was sent, with what stood in it. */
  way: ConnectWay | null;
  values: ConnectionValues;
  errors: FormErrors;
}

/** All ways to connect a source: steps at the provider, by consent where it offers that, by tokens. */
export function ConnectForms(props: ConnectFormsProps) {
  const { plugin, action, addresses, isAnother, way, values, errors } = props;
  const { name } = plugin.manifest;
  const title = isAnother ? `Another ${name}` : "Connect";
  const of = (form: ConnectWay) => ({
    plugin,
    action,
    values: way === form ? values : {},
    errors: way === form ? errors.fields : {},
  });
  const fault = (form: ConnectWay) =>
    way === form && errors.form && <Banner tone="danger">{errors.form}</Banner>;
  if (!plugin.consent) {
    return (
      <>
        {fault("tokens")}
        {plugin.setup && <SetupSteps name={name} steps={plugin.setup(addresses)} />}
        <TokenForm {...of("tokens")} title={title} />
      </>
    );
  }
  const consent = (
    <>
      {fault("consent")}
      <ConsentForm {...of("consent")} title={`Connect to ${name}`} />
    </>
  );
  const tokens = (
    <>
      {fault("tokens")}
      <TokenForm {...of("tokens")} title={addresses.isPublic ? "Paste tokens" : title} />
    </>
  );
  const { isPublic } = addresses;
  const isOpen = way === (isPublic ? "tokens" : "consent");
  return (
    <>
      {!isPublic && <NotPublic name={name} events={addresses.events} />}
      {plugin.setup && <SetupSteps name={name} steps={plugin.setup(addresses)} />}
      {isPublic ? consent : tokens}
      <Folded
        text={isPublic ? "Or paste tokens" : `Or connect to ${name} by consent`}
        isOpen={isOpen}
      >
        {isPublic ? tokens : consent}
      </Folded>
    </>
  );
}

function NotPublic({ name, events }: { name: string; events: string }) {
  const { origin } = new URL(events);
  return (
    <Banner title={`${name} cannot reach this Hissuno.`}>
      {`It is known as ${origin}, and ${name} sends only to https addresses on the internet. ` +
        `Hissuno opens the connection itself then (Socket Mode): follow the steps below. ` +
        "If people reach it under an https address, set PUBLIC_URL to that and restart."}
    </Banner>
  );
}

/** Something that most people do not need, behind its title. */
export function Folded({ text, isOpen, icon = "chevronRight", children }: {
  text: string;
  isOpen: boolean;
  icon?: "chevronRight" | "plus";
  children: ComponentChildren;
}) {
  return (
    <details class="another" open={isOpen}>
      <summary class="button secondary">
        <Icon name={icon} size={14} />
        {text}
      </summary>
      <div class="another-body">{children}</div>
    </details>
  );
}
