/** Drawn on a grid of 16, one stroke of 1.5, colour of the text around it. */
const paths = {
  feedback: "M2.5 3.5h11v7.5h-6l-3 2.5v-2.5h-2z",
  issues: "M8 14a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM8 8h.01",
  scopes: "M2.5 2.5h4v3h-4zM9.5 6.5h4v3h-4zM9.5 11.5h4v3h-4zM4.5 5.5V13h5M4.5 8h5",
  knowledge:
    "M8 4c-1.5-1-3.5-1.2-5.5-1v9.5c2-.2 4 0 5.5 1 1.5-1 3.5-1.2 5.5-1V3C11.5 2.8 9.5 3 8 4zM8 4v9.5",
  integrations: "M5.5 2v3M10.5 2v3M4 5h8v2.5a4 4 0 0 1-8 0zM8 11.5V14",
  key: "M10 9.5a3.75 3.75 0 1 0-3.5-2.4L2 11.6V14h2.5v-1.5H6V11l1.6-1.6c.7.1 1.5.1 2.4.1zM11 5h.01",
  lock: "M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",
  members:
    "M6 7.5A2.5 2.5 0 1 0 6 2.5a2.5 2.5 0 0 0 0 5zM1.5 13.5c0-2.2 1.8-3.5 4.5-3.5s4.5 1.3 4.5 3.5M11 2.8a2.4 2.4 0 0 1 0 4.5M12.5 10.3c1.3.5 2 1.6 2 3.2",
  settings:
    "M2 4.5h6.5M11.5 4.5H14M2 11.5h2.5M7.5 11.5H14M10 6a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM6 13a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z",
  search: "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.7 10.7 14 14",
  analytics: "M2.5 13.5h11M4.5 11V8M8 11V3.5M11.5 11V6",
  bell:
    "M8 2a4 4 0 0 0-4 4c0 3.5-1.5 4.5-1.5 5.5h11C13.5 10.500 12 9.500 12 6a4 4 0 0 0-4-4zM6.500 14h3",
  filter: "M2 4h12M4.5 8h7M6.5 12h3",
  chevronDown: "m4 6 4 4 4-4",
  chevronUp: "m4 10 4-4 4 4",
  chevronLeft: "m10 4-4 4 4 4",
  chevronRight: "m6 4 4 4-4 4",
  switch: "m5 6 3-3 3 3M5 10l3 3 3-3",
  check: "m3 8.5 3.5 3.5L13 4.5",
  close: "m4 4 8 8M12 4l-8 8",
  plus: "M8 3v10M3 8h10",
  copy: "M6 5.5h7.5V13H6zM10 5.5V3H2.5v7.5H6",
  external: "M9 2.5h4.5V7M13 3 7.5 8.5M11.5 9.5v4h-9v-9h4",
  menu: "M2 4.5h12M2 8h12M2 11.5h12",
  system: "M2 3h12v8H2zM6 14h4M8 11v3",
  light:
    "M8 10.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8 1.5V3M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M3.4 12.6l1.1-1.1M11.5 4.5l1.1-1.1",
  dark: "M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7z",
  signOut: "M6 2.5H2.5v11H6M10 4.5 13.5 8 10 11.5M13 8H6",
  archive: "M2 3h12v3H2zM3 6v7.5h10V6M6.5 9h3",
  person:
    "M8 7.5A2.75 2.75 0 1 0 8 2a2.75 2.75 0 0 0 0 5.5zM2.5 14c0-2.5 2.2-4 5.5-4s5.5 1.5 5.5 4",
  agent: "M8 2l1.5 4.5L14 8 9.5 9.5 8 14 6.5 9.5 2 8l4.5-1.5z",
  clock: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.5V8l2.5 1.5",
  alert: "M8 2 1.5 13.5h13zM8 6.5V9.5M8 11.5h.01",
  info: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.5V11M8 5h.01",
  success: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM5.5 8.2l1.8 1.8 3.2-3.8",
  danger: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 5v3.5M8 11h.01",
  link:
    "M6.5 9.5a3 3 0 0 0 4.3 0l2-2a3 3 0 0 0-4.3-4.3l-.8.8M9.5 6.5a3 3 0 0 0-4.3 0l-2 2a3 3 0 0 0 4.3 4.3l.8-.8",
  tag: "M2.5 2.5H8L13.5 8 8 13.5 2.5 8zM5.5 5.5h.01",
  calendar: "M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3",
  code: "M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5",
  pencil: "M2.5 13.5 3 11l7.5-7.5 2 2L5 13zM9 5l2 2",
  page: "M3.5 2h6L12.5 5v9h-9zM9.5 2v3h3M6 8.5h4M6 11h4",
  pointer: "m3 2.5 9.5 4-4 1.5-1.5 4zM9 9.5l4 4",
  bolt: "M9 1.5 3 9h4l-.5 5.5L13 7H9z",
  more:
    "M3 8a.4.4 0 1 0 .8 0 .4.4 0 1 0-.8 0M7.6 8a.4.4 0 1 0 .8 0 .4.4 0 1 0-.8 0M12.2 8a.4.4 0 1 0 .8 0 .4.4 0 1 0-.8 0",
  send: "M2.5 8h9M8 4l4 4-4 4",
  attachment:
    "m13 7.5-5 5a3 3 0 0 1-4.2-4.2l5.5-5.5a2 2 0 0 1 2.8 2.8L6.7 11a.9.9 0 0 1-1.3-1.3l4.6-4.6",
  active: "M8 13A5 5 0 1 0 8 3a5 5 0 0 0 0 10zM8 9.25a1.25 1.25 0 1 0 0-2.5 1.25 1.25 0 0 0 0 2.5z",
  dashed:
    "M6.5 2.2a6 6 0 0 1 3 0M12.2 3.8a6 6 0 0 1 1.5 2.6M13.7 9.6a6 6 0 0 1-1.5 2.6M9.5 13.8a6 6 0 0 1-3 0M3.8 12.2a6 6 0 0 1-1.5-2.6M2.3 6.4a6 6 0 0 1 1.5-2.6",
  trash: "M2.5 4h11M6 4V2.5h4V4M4 4l.7 9.5h6.6L12 4M6.7 6.5v4.5M9.3 6.5v4.5",
  refresh: "M13.5 7A5.6 5.6 0 0 0 3.3 5M2.5 9A5.6 5.6 0 0 0 12.7 11M3 2v3.2h3.2M13 14v-3.2H9.8",
} as const;

/** The name of an icon of the set. */
export type IconName = keyof typeof paths;

/** Every icon name, for the gallery. */
export const iconNames = Object.keys(paths) as IconName[];

/** Props of {@link Icon}. `label` makes it speak; without it the icon is decoration. */
export interface IconProps {
  name: IconName;
  label?: string;
  class?: string;
  size?: number;
}

/** One icon of the product's own set. */
export function Icon({ name, label, class: className, size = 16 }: IconProps) {
  return (
    <svg
      class={className ? `icon ${className}` : "icon"}
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : "true"}
    >
      <path d={paths[name]} />
    </svg>
  );
}
