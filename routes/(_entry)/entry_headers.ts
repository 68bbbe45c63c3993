/**
 * Headers of pages whose address may carry a token. Nothing keeps them, and other addresses, ours
 * included, learn only which host the visitor came from. Not `no-referrer`: forms sent under it carry
 * `Origin: null`, and on a server without https no other sign tells that the form is our own.
 */
export const entryHeaders: Record<string, string> = {
  "Cache-Control": "no-store",
  "Referrer-Policy": "strict-origin",
};
