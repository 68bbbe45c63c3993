import assert from "node:assert/strict";
import { addressGroup, clientIp } from "./client_ip.ts";

function request(forwarded?: string): Request {
  return new Request("http://localhost/", {
    headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
  });
}

Deno.test("clientIp ignores X-Forwarded-For unless proxies are trusted", () => {
  assert.equal(clientIp(request("6.6.6.6"), "10.0.0.1"), "10.0.0.1");
  assert.equal(clientIp(request("6.6.6.6"), undefined), "unknown");
});

Deno.test("clientIp counts trusted proxies from the right, so that invented entries are ignored", () => {
  assert.equal(clientIp(request("6.6.6.6, 1.1.1.1"), "10.0.0.1", 1), "1.1.1.1");
  assert.equal(clientIp(request("6.6.6.6, 1.1.1.1, 10.0.0.2"), "10.0.0.1", 2), "1.1.1.1");
  assert.equal(clientIp(request("1.1.1.1"), "10.0.0.1", 3), "1.1.1.1");
});

Deno.test("clientIp falls back to the connection when the header is missing or odd", () => {
  assert.equal(clientIp(request(), "10.0.0.1", 1), "10.0.0.1");
  assert.equal(clientIp(request("<script>"), "10.0.0.1", 1), "10.0.0.1");
  assert.equal(clientIp(request("1.2.3.4:5678"), "10.0.0.1", 1), "1.2.3.4");
  assert.equal(clientIp(request("[2001:db8::1]:99"), "10.0.0.1", 1), "2001:db8::1");
  assert.equal(clientIp(request(), "::ffff:192.0.2.1"), "192.0.2.1");
});

Deno.test("addressGroup puts an IPv6 network of one household together", () => {
  assert.equal(addressGroup("192.0.2.1"), "192.0.2.1");
  assert.equal(addressGroup("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  assert.equal(addressGroup("2001:db8:1:2::9"), "2001:db8:1:2::/64");
  assert.equal(addressGroup("::1"), "0:0:0:0::/64");
  assert.notEqual(addressGroup("2001:db8:1:3::9"), addressGroup("2001:db8:1:2::9"));
});
