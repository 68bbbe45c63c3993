/** The style sheets every page links, in this order. Built from static/css by tools/bundle_css.ts. */
export const stylesheets = ["/app.css"] as const;
