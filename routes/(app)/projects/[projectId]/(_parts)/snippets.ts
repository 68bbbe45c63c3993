/** What a page needs to show the widget. */
export function widgetSnippet(address: string, projectId: string): string {
  return `<script src="${address}/widget.js" data-project-id="${projectId}" async></script>`;
}

/** A command that creates a session through the API. */
export function curlExample(address: string, projectId: string): string {
  const body = JSON.stringify({
    name: "First conversation",
    user_metadata: { name: "Jane Smith", email: "jane@example.com" },
    messages: [{ role: "user", content: "Can I export my data?" }],
  });
  return [
    `curl -X POST "${address}/api/sessions?projectId=${projectId}"`,
    `  -H "Authorization: Bearer YOUR_API_KEY"`,
    `  -H "Content-Type: application/json"`,
    `  -d '${body}'`,
  ].join(" \\\n");
}

/** A command that reads the newest sessions through the API. */
export function curlListExample(address: string, projectId: string): string {
  return [
    `curl "${address}/api/sessions?projectId=${projectId}&limit=5"`,
    `  -H "Authorization: Bearer YOUR_API_KEY"`,
  ].join(" \\\n");
}
