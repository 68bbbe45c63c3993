/** Works an import off as a process of its own that a test may kill: <database> <project> <import>. */
import { connect } from "../../db/mod.ts";
import { workOff } from "../mod.ts";

const [url, projectId, importId] = Deno.args as [string, string, string];
const sql = connect(url, { max: 2 });
let most = 0;
const watch = setInterval(() => most = Math.max(most, Deno.memoryUsage().heapUsed), 50);
console.log("begun");
await workOff(sql, projectId, importId);
clearInterval(watch);
console.log(JSON.stringify({ heap: most }));
await sql.end();
