import type { ComponentChildren } from "preact";
import { Avatar } from "./avatar.tsx";
import { Icon, type IconName } from "./icon.tsx";
import { Logo } from "./logo.tsx";
import { type Theme, ThemeSwitch } from "./theme_switch.tsx";

/** One entry of the sidebar. */
export interface NavItem {
  href: string;
  label: string;
  icon: IconName;
  count?: number | string;
  current?: boolean;
  /** Instead of a count: what changes while the page is open. */
  badge?: ComponentChildren;
}

/** Props of {@link AppShell}. */
export interface AppShellProps {
  user: { name: string | null; email: string };
  /** The project on show; null on pages outside any project. */
  project: { id: string; name: string } | null;
  projects: { id: string; name: string; href: string }[];
  newProjectHref?: string;
  nav: NavItem[];
  /** In the bar of a phone, where the navigation is put away. */
  barEnd?: ComponentChildren;
  theme: Theme;
  themeAction: string;
  signOutAction: string;
  accountHref?: string;
  /** Hidden inputs the theme and sign-out forms carry. */
  formFields?: ComponentChildren;
  children: ComponentChildren;
}

/**
 * The frame of every signed-in page: sidebar with project switcher, navigation and user menu.
 * On a phone the sidebar is a drawer behind a button. It all works without script (popovers).
 */
export function AppShell(props: AppShellProps) {
  const title = props.project?.name ?? "Hissuno";
  return (
    <div class="app">
      <a class="skip-link" href="#main">Skip to content</a>
      <header class="app-bar">
        <button
          type="button"
          class="button quiet icon-only"
          popovertarget="sidebar"
          aria-label="Menu"
        >
          <Icon name="menu" />
        </button>
        <span class="app-bar-title truncate" dir="auto">{title}</span>
        {props.barEnd}
        <Logo />
      </header>
      <nav class="sidebar" id="sidebar" popover="auto" aria-label="Main">
        <ProjectSwitch {...props} title={title} />
        <ul class="nav">
          {props.nav.map((item) => (
            <li key={item.href}>
              <a class="nav-link" href={item.href} aria-current={item.current ? "page" : undefined}>
                <Icon name={item.icon} />
                <span class="truncate">{item.label}</span>
                {item.count !== undefined && <span class="nav-count">{item.count}</span>}
                {item.badge}
              </a>
            </li>
          ))}
        </ul>
        <UserMenu {...props} />
      </nav>
      <main class="app-main" id="main" tabIndex={-1}>{props.children}</main>
    </div>
  );
}

function ProjectSwitch(props: AppShellProps & { title: string }) {
  return (
    <>
      <button type="button" class="sidebar-switch" popovertarget="project-menu">
        <Logo size={22} />
        <span class="truncate" dir="auto" title={props.title}>{props.title}</span>
        <span class="visually-hidden">Switch project</span>
        <Icon name="switch" size={14} />
      </button>
      <div class="menu-panel sidebar-menu" id="project-menu" popover="auto">
        <div class="menu-title">Projects</div>
        {props.projects.map((project) => {
          const current = project.id === props.project?.id;
          return (
            <a
              key={project.id}
              class="menu-item"
              href={project.href}
              aria-current={current ? "true" : undefined}
            >
              <span class="truncate" dir="auto">{project.name}</span>
              {current && <Icon name="check" class="end" />}
            </a>
          );
        })}
        {props.newProjectHref && (
          <>
            <hr class="menu-line" />
            <a class="menu-item" href={props.newProjectHref}>
              <Icon name="plus" />New project
            </a>
          </>
        )}
      </div>
    </>
  );
}

function UserMenu(props: AppShellProps) {
  const name = props.user.name || props.user.email;
  return (
    <>
      <button type="button" class="sidebar-user" popovertarget="user-menu">
        <Avatar name={props.user.name} email={props.user.email} />
        <span class="truncate" dir="auto">{name}</span>
        <span class="visually-hidden">Account menu</span>
        <Icon name="switch" size={14} />
      </button>
      <div class="menu-panel sidebar-menu from-below" id="user-menu" popover="auto">
        <div class="menu-title truncate" title={props.user.email}>{props.user.email}</div>
        <div class="menu-form">
          <ThemeSwitch theme={props.theme} action={props.themeAction}>
            {props.formFields}
          </ThemeSwitch>
        </div>
        <hr class="menu-line" />
        {props.accountHref && (
          <a class="menu-item" href={props.accountHref}>
            <Icon name="person" />Your account
          </a>
        )}
        <form method="post" action={props.signOutAction}>
          {props.formFields}
          <button type="submit" class="menu-item">
            <Icon name="signOut" />Sign out
          </button>
        </form>
      </div>
    </>
  );
}
