import type { ComponentChildren } from "preact";
import { Logo } from "./logo.tsx";

/** Props of {@link AuthCard}. */
export interface AuthCardProps {
  title: string;
  text?: ComponentChildren;
  /** Under the card: the other way in. */
  foot?: ComponentChildren;
  children: ComponentChildren;
}

/** The centred page of log-in, set-up and invitations. */
export function AuthCard({ title, text, foot, children }: AuthCardProps) {
  return (
    <main class="auth">
      <div class="auth-brand">
        <Logo size={26} />Hissuno
      </div>
      <div class="auth-card">
        <div>
          <h1>{title}</h1>
          {text && <div class="auth-text">{text}</div>}
        </div>
        {children}
      </div>
      {foot && <div class="auth-foot">{foot}</div>}
    </main>
  );
}
