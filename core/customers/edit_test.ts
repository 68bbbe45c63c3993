import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import { type Sql, transaction } from "../db/mod.ts";
import { AppError } from "../errors.ts";
import { newId } from "../id.ts";
import { getContact, saveContact, type TypedContact } from "./mod.ts";

async function project(sql: Sql) {
  const id = newId("proj");
  await sql`insert into projects (id, name) values (${id}, 'Test')`;
  const save = (typed: TypedContact) => transaction(sql, (tx) => saveContact(tx, id, typed));
  return { id, save };
}

dbTest("The same e-mail address is the same person, and a typed name wins", async (sql) => {
  const { id, save } = await project(sql);
  const jane = await save({ name: "Jane", email: "Jane@Example.com " });
  assert.equal(await save({ name: " Jane   Smith", email: "jane@example.com" }), jane);
  assert.deepEqual(await getContact(sql, id, jane!), {
    id: jane,
    name: "Jane Smith",
    email: "jane@example.com",
    company: null,
  });
});

dbTest("Without an address a name changes the contact it was, or makes a new one", async (sql) => {
  const { id, save } = await project(sql);
  const first = await save({ name: "Somebody", email: "" });
  assert.notEqual(await save({ name: "Somebody", email: "" }), first);
  assert.equal(await save({ contactId: first, name: "Ingrid", email: "" }), first);
  assert.equal((await getContact(sql, id, first!))?.name, "Ingrid");
});

dbTest("Taking the address away leaves the person with the address as they were", async (sql) => {
  const { id, save } = await project(sql);
  const jane = await save({ name: "Jane", email: "jane@example.com" });
  const other = await save({ contactId: jane, name: "Somebody else", email: "" });
  assert.notEqual(other, jane);
  assert.equal((await getContact(sql, id, jane!))?.name, "Jane");
  assert.equal(await save({ contactId: jane, name: "", email: "" }), null);
});

dbTest("A bad address is refused at its field", async (sql) => {
  const { save } = await project(sql);
  for (const email of ["jane", "a b@c", "@", `${"x".repeat(400)}@example.com`]) {
    const error = await save({ name: "Jane", email }).catch((error) => error);
    assert.ok(error instanceof AppError, email);
    assert.equal(error.details?.[0]?.field, "customer_email");
  }
});
