import assert from "node:assert/strict";
import { connect } from "./connect.ts";
import { dbTest } from "./testing.ts";

// "You are logged in" and "ready for a query", as the server says them.
const welcome = new Uint8Array([82, 0, 0, 0, 8, 0, 0, 0, 0, 90, 0, 0, 0, 5, 73]);

dbTest(
  "A server that goes away while a connection is made fails that query, not the process",
  async (_, { url }) => {
    const folder = await Deno.makeTempDir({ prefix: "hissuno-door-" });
    // Stands before the real server: the first caller is let in and then left alone.
    const door = Deno.listen({ transport: "unix", path: `${folder}/.s.PGSQL.5432` });
    const doorkeeper = (async () => {
      let callers = 0;
      for await (const caller of door) {
        callers += 1;
        if (callers === 1) await leaveAlone(caller);
        else void letThrough(caller, url);
      }
      return callers;
    })();
    const address = new URL(url);
    address.searchParams.set("host", folder);
    address.port = "";
    const sql = connect(address.href, { max: 1 });
    await assert.rejects(sql`select 7 as number`, { code: "ECONNRESET" });
    assert.equal((await sql`select 7 as number`)[0]!.number, 7);
    await sql.end();
    door.close();
    assert.equal(await doorkeeper, 2);
    await Deno.remove(folder, { recursive: true });
  },
);

async function leaveAlone(caller: Deno.Conn): Promise<void> {
  await caller.read(new Uint8Array(1024));
  await caller.write(welcome);
  // Hung up with the next question unread, which the system tells the caller as a reset.
  await new Promise((resolve) => setTimeout(resolve, 200));
  caller.close();
}

async function letThrough(caller: Deno.Conn, url: string): Promise<void> {
  const address = new URL(url);
  const folder = address.searchParams.get("host");
  const port = Number(address.port || 5432);
  const server = folder
    ? await Deno.connect({ transport: "unix", path: `${folder}/.s.PGSQL.${port}` })
    : await Deno.connect({ hostname: address.hostname, port });
  await Promise.allSettled([
    caller.readable.pipeTo(server.writable),
    server.readable.pipeTo(caller.writable),
  ]);
}
