import { asset } from "fresh/runtime";
import type { PageProps } from "fresh";
import { stylesheets } from "../components/stylesheets.ts";
import { themeOf } from "./(_common)/theme.ts";
import type { State } from "../server/state.ts";

/** The document around every page. The theme is the server's to set, so that none flashes. */
export default function App({ req, Component }: PageProps<unknown, State>) {
  const theme = themeOf(req);
  return (
    <html lang="en" data-theme={theme === "system" ? undefined : theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={theme === "system" ? "light dark" : theme} />
        <meta name="robots" content="noindex" />
        <title>Hissuno</title>
        <link rel="icon" type="image/svg+xml" href={asset("/favicon.svg")} />
        {stylesheets.map((href) => <link key={href} rel="stylesheet" href={asset(href)} />)}
      </head>
      <body>
        <Component />
      </body>
    </html>
  );
}
