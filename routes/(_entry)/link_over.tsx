import { Head } from "fresh/runtime";
import type { ComponentChildren } from "preact";
import { AuthCard } from "../../components/auth_card.tsx";
import { LinkButton } from "../../components/link_button.tsx";

/** A link that cannot be used any more: why, and how to get another. */
export function LinkOver({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <>
      <Head>
        <title>{`${title} · Hissuno`}</title>
      </Head>
      <AuthCard title={title} text={children}>
        <LinkButton href="/login" variant="primary" wide>Go to sign-in</LinkButton>
      </AuthCard>
    </>
  );
}
