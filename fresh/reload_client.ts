// Development only: reloads the page when another process answers, that is after a restart.
let known: string | undefined;
new EventSource("/_fresh/alive").addEventListener("message", ({ data }) => {
  if (known !== undefined && known !== data) location.reload();
  known = data;
});
