import assert from "node:assert/strict";
import { describeEnd, explainDenial, failureOutput } from "../../../pipelines/kernel/failure.ts";

Deno.test.each(["read", "write", "net", "import", "run", "ffi", "env", "sys"])(
  "explainDenial() names what was tried of %s and gives advice that fits a notebook",
  (permission) => {
    const text = explainDenial(
      `Requires ${permission} access to "thing", run again with the --allow-${permission} flag`,
    );
    assert.match(text, new RegExp(`^The sandbox denies ${permission} access to "thing"\\. [A-Z]`));
    assert.doesNotMatch(text, /--allow/);
  },
);

Deno.test("explainDenial() handles an access to everything and leaves other messages alone", () => {
  assert.match(
    explainDenial("Requires env access, run again with the --allow-env flag"),
    /^The sandbox denies env access\. /,
  );
  assert.equal(explainDenial("x is not defined"), "x is not defined");
});

Deno.test("failureOutput() is a valid error output that tells the line", () => {
  const output = failureOutput({ ename: "SyntaxError", evalue: "Unexpected token", line: 2 });
  assert.deepEqual(output, {
    output_type: "error",
    ename: "SyntaxError",
    evalue: "Unexpected token",
    traceback: ["SyntaxError: Unexpected token", "    at line 2 of the cell"],
  });
});

Deno.test("describeEnd() tells out of memory from a signal and from an exit code", () => {
  assert.equal(
    describeEnd({ code: 133, stderr: "# Fatal JavaScript out of memory: Reached heap limit" }).ename,
    "OutOfMemory",
  );
  assert.match(describeEnd({ code: 137, stderr: "" }).evalue, /signal 9/);
  assert.match(describeEnd({ code: 3, stderr: "" }).evalue, /exit code 3/);
});
