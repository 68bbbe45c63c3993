/** A speech bubble. */
export const CHAT_ICON =
  "M6 4.5h12a3 3 0 0 1 3 3V14a3 3 0 0 1-3 3h-5.5L8 20.5V17H6a3 3 0 0 1-3-3V7.5a3 3 0 0 1 3-3z";

/** Styles of the host element and the round button; the panel's come with the application. */
const STYLE = // `!important` inside a shadow root wins over the page's own `!important`.
  `:host{all:initial!important;--a:var(--hissuno-accent,var(--_a,#2b59c3))}
.l{all:unset;box-sizing:border-box;position:fixed;z-index:2147483647;margin:20px;bottom:env(safe-area-inset-bottom);right:env(safe-area-inset-right);width:56px;height:56px;border-radius:50%;background:var(--a);color:var(--hissuno-accent-text,#fff);display:grid;place-items:center;cursor:pointer;box-shadow:0 4px 20px #0004;transition:transform .15s}
.left{right:auto;left:env(safe-area-inset-left)}
.l:hover{transform:scale(1.05)}
.l:focus-visible{outline:3px solid #fff;outline-offset:-6px;box-shadow:0 0 0 3px var(--a)}
.l[hidden]{display:none}
.l[aria-busy] svg{opacity:.5}
svg{width:26px;height:26px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
@supports(color:oklch(from red l c h)){.l{color:var(--hissuno-accent-text,oklch(from var(--a) clamp(0,(.68 - l)*99,1) 0 0))}}
@media print{.l{display:none}}
@media(prefers-reduced-motion){.l{transition:none}}`;

/** Adds style sheets to a shadow root; constructed ones pass a CSP that forbids inline styles. */
export function styler(root: ShadowRoot): (css: string) => void {
  return (css) => {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    } catch { // Browsers before 2023.
      root.append(Object.assign(document.createElement("style"), { textContent: css }));
    }
  };
}

/** Gives the widget the project's colour; what is no colour changes nothing. */
export function paint(element: HTMLElement, color: string | null | undefined): void {
  if (color && CSS.supports("color", color)) element.style.setProperty("--_a", color);
}

/** The path of an icon in a 24 by 24 box, as an element: markup text would need Trusted Types. */
function icon(path: string): SVGSVGElement {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  const line = document.createElementNS(namespace, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** The host element with its shadow root and button, not yet in the page. */
export function createLauncher(label: string, left: boolean) {
  const element = document.createElement("hissuno-widget");
  const root = element.attachShadow({ mode: "open" });
  const style = styler(root);
  style(STYLE);
  const region = document.createElement("div");
  region.setAttribute("role", "region");
  region.setAttribute("aria-label", label);
  const launcher = document.createElement("button");
  launcher.type = "button";
  launcher.className = left ? "l left" : "l";
  launcher.setAttribute("aria-label", label);
  launcher.setAttribute("aria-expanded", "false");
  launcher.append(
    icon(CHAT_ICON),
  );
  region.append(launcher);
  root.append(region);
  return { element, root, launcher, style };
}
