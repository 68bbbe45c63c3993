import assert from "node:assert/strict";
import { AppError } from "../errors.ts";
import { addressRefused, checkAddresses, isAddressAllowed } from "./key_addresses.ts";

Deno.test("Addresses and networks are kept in their shortest form, and none twice", () => {
  assert.deepEqual(checkAddresses(" 203.0.113.7, 203.0.113.7\n192.0.2.99/24;2001:DB8:0:0::1 "), [
    "203.0.113.7",
    "192.0.2.0/24",
    "2001:db8::1",
  ]);
  assert.deepEqual(checkAddresses("2001:db8:ffff::5/33 ::/0 0.0.0.0/0 10.1.2.3/32 10.9.9.9/9"), [
    "2001:db8:8000::/33",
    "::/0",
    "0.0.0.0/0",
    "10.1.2.3",
    "10.0.0.0/9",
  ]);
  assert.deepEqual(checkAddresses("::ffff:192.0.2.1 ::ffff:10.0.0.0/104"), [
    "192.0.2.1",
    "10.0.0.0/8",
  ]);
  assert.deepEqual(checkAddresses(" \n "), []);
});

Deno.test("What is neither an address nor a network is refused and named", () => {
  const odd = "1.2.3 010.0.0.1 10.0.0.0/33 ::/129 host.example 10.0.0.0/-1 1.2.3.4/ fe80::1%eth0";
  for (const entry of [...odd.split(" "), "10.0.0.0/8/8", "0x7f.1", "<b>"]) {
    assert.throws(
      () => checkAddresses(`192.0.2.1 ${entry}`),
      (error) =>
        error instanceof AppError && error.details?.[0]?.field === "addresses" &&
        error.message.includes(`“${entry}”`),
      entry,
    );
  }
});

Deno.test("A key has at most fifty addresses", () => {
  const many = Array.from({ length: 51 }, (_, index) => `192.0.2.${index}`);
  assert.equal(checkAddresses(many.slice(1).join("\n")).length, 50);
  assert.throws(() => checkAddresses(many.join("\n")), /at most 50/);
});

Deno.test("A key may be used from what its list names, and from anywhere without a list", () => {
  const list = checkAddresses("203.0.113.7 192.0.2.0/24 2001:db8::/33");
  const allowed =
    "203.0.113.7 192.0.2.0 192.0.2.255 2001:db8:7fff::1 ::ffff:192.0.2.9 ::ffff:c000:209";
  for (const address of allowed.split(" ")) assert.ok(isAddressAllowed(list, address), address);
  const refused = "203.0.113.8 192.0.3.0 2001:db8:8000::1 ::1 unknown 192.0.2.1.evil";
  for (const address of refused.split(" ")) assert.ok(!isAddressAllowed(list, address), address);
  assert.ok(isAddressAllowed([], "unknown"));
  assert.ok(!isAddressAllowed(checkAddresses("0.0.0.0/0"), "2001:db8::1"));
});

Deno.test("A refusal names the address that was seen", () => {
  assert.equal(addressRefused("192.0.2.9").status, 403);
  assert.match(addressRefused("192.0.2.9").message, /from the address 192\.0\.2\.9\. Call from/);
  assert.match(addressRefused("unknown").message, /not known/);
});
