const PATHS = {
  back: "M15 5l-7 7 7 7",
  down: "M6 9l6 6 6-6",
  close: "M6 6l12 12M18 6L6 18",
  list: "M4 7h16M4 12h16M4 17h10",
  send: "M12 19V5M5 12l7-7 7 7",
  spark: "M12 4l2 5 5 2-5 2-2 5-2-5-5-2 5-2z",
};

/** Names of the drawings. */
export type IconName = keyof typeof PATHS;

/** The line of an icon in a 24 by 24 box. */
export function iconPath(name: IconName): string {
  return PATHS[name];
}

/** A drawing beside a text or inside a labelled button; never read aloud. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
