/**
 * A process of its own for tests of the built-in server: starts it on the directory given, prints
 * `ready`, then inserts numbers and prints each one that is committed. Ends when it is killed, or
 * when its standard input ends. A refusal is printed as `refused: <sentence>`.
 */
import { connect, type Sql } from "../connect.ts";
import { startEmbedded } from "./server.ts";

const [dataDir, task] = Deno.args;
try {
  const server = await startEmbedded(dataDir!);
  const sql = connect(server.url, { max: 2 });
  await sql`create table if not exists acknowledged (number int primary key)`;
  console.log("ready");
  if (task === "write") await write(sql);
  await Deno.stdin.readable.pipeTo(new WritableStream());
  await sql.end();
  await server.stop();
} catch (error) {
  console.log(`refused: ${(error as Error).message}`);
}

async function write(sql: Sql): Promise<never> {
  const [row] = await sql`select coalesce(max(number), 0) as last from acknowledged`;
  for (let number = row!.last + 1;; number++) {
    await sql`insert into acknowledged values (${number})`;
    console.log(number);
  }
}
