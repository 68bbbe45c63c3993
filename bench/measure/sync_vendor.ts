/**
 * A provider that is as fast as can be, in a process of its own: chats of three messages, made as
 * they are asked for. Prints its port. Argument: how many chats it has.
 */
const total = Number(Deno.args[0]);
const PAGE = 100;
const BEGINNING = Date.UTC(2026, 0, 1);
const WORDS = "the export of our invoices stops after page two and nobody can say why it does so";

function chat(index: number): unknown {
  const at = new Date(BEGINNING + index * 60_000).toISOString();
  const line = (number: number, from: string) => ({
    id: `${index}-${number}`,
    from,
    text: `${WORDS} (${index}, ${number})`,
    at,
  });
  return {
    id: `chat-${index}`,
    updated_at: at,
    closed: index % 2 === 0,
    customer: { email: `person-${index % 20_000}@example.com` },
    lines: [line(1, "customer"), line(2, "team"), line(3, "customer")],
  };
}

const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname === "/me") return Response.json({ id: "w1", workspace: "Bench" });
  const start = Number(searchParams.get("page") ?? 0);
  const end = Math.min(start + PAGE, total);
  const chats = Array.from({ length: end - start }, (_, offset) => chat(start + offset));
  return Response.json({ chats, next: end < total ? String(end) : null });
});
console.log(server.addr.port);
