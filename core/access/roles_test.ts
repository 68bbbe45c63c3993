import assert from "node:assert/strict";
import { type Action, can, isRole, mayAssign, type Role, roles } from "./roles.ts";

Deno.test("every role has exactly the rights of the table", () => {
  const table: Record<Action, Role[]> = {
    read: ["owner", "admin", "member", "viewer"],
    write: ["owner", "admin", "member"],
    manage_keys: ["owner", "admin"],
    manage_integrations: ["owner", "admin"],
    erase_customers: ["owner", "admin"],
    manage_members: ["owner", "admin"],
    manage_project: ["owner", "admin"],
    manage_owners: ["owner"],
    delete_project: ["owner"],
  };
  for (const [action, allowed] of Object.entries(table)) {
    for (const role of roles) {
      assert.equal(can(role, action as Action), allowed.includes(role), `${role} ${action}`);
    }
  }
});

Deno.test("only an owner makes owners, and nobody below admin assigns roles", () => {
  assert.equal(mayAssign("owner", "owner"), true);
  assert.equal(mayAssign("admin", "owner"), false);
  assert.equal(mayAssign("admin", "admin"), true);
  assert.equal(mayAssign("member", "viewer"), false);
  assert.equal(mayAssign("viewer", "viewer"), false);
});

Deno.test("isRole rejects names of object members and odd values", () => {
  for (const odd of ["constructor", "OWNER", "", null, 1, ["owner"]]) {
    assert.equal(isRole(odd), false);
  }
  assert.equal(isRole("viewer"), true);
});
