import assert from "node:assert/strict";
import { failedFiles } from "./failed_files.ts";

Deno.test("Only files with failed tests are named, each once", () => {
  const report = `<testsuites name="deno test" tests="3" failures="2" errors="0">
    <testsuite name="./a_test.ts" tests="2" disabled="0" errors="0" failures="0">
    <testsuite name="./b_test.ts" tests="1" disabled="0" errors="0" failures="1">
    <testsuite name="./c_test.ts" tests="1" disabled="0" errors="12" failures="0">
    <testsuite name="./b_test.ts" tests="1" disabled="0" errors="0" failures="1">`;
  assert.deepEqual(failedFiles(report), ["./b_test.ts", "./c_test.ts"]);
  assert.deepEqual(failedFiles(""), []);
});
