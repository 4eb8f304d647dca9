import assert from "node:assert/strict";
import fc from "fast-check";
import { columnsOf, parseExpression, sqlOf } from "../../lib/engine/mod.ts";

Deno.test("parseExpression() refuses all that is outside the subset", () => {
  const outside = [
    "",
    "SELECT 1",
    "a; DROP TABLE t",
    "read_csv('/etc/passwd')",
    "a = (SELECT 1)",
    "COUNT(a)",
    "a LIKE 'x'",
    "a == 1",
    "a != 1",
    "a = 'open",
    "a NOT 1",
    "CASE END",
    "a IN ()",
    "a b",
    "(a",
    "a)",
    "t.a",
    "a::text",
    "a || b",
  ];
  for (const text of outside) {
    assert.throws(() => parseExpression(text), {
      name: "WorkspaceError",
      message: /outside the portable SQL subset/,
    }, text);
  }
});

Deno.test("parseExpression() binds NOT before AND before OR", () => {
  assert.equal(sqlOf(parseExpression("NOT a AND b OR c")), '(((NOT "a") AND "b") OR "c")');
  assert.equal(sqlOf(parseExpression("1 + 2 * 3 < 4")), "((1.0e0 + (2.0e0 * 3.0e0)) < 4)");
  assert.equal(sqlOf(parseExpression("a * -0.5")), '(CAST("a" AS DOUBLE) * (0.0e0 - 0.5e0))');
});

Deno.test("sqlOf() gives text that reads back as the same expression", () => {
  for (
    const text of ["a IN ('x', 'it''s')", "NOT (a = 1 OR b < 2)", "COALESCE(a, 0) >= 1", "a IS NOT NULL"]
  ) {
    const once = sqlOf(parseExpression(text));
    assert.equal(sqlOf(parseExpression(once)), once);
  }
});

Deno.test("columnsOf() lists each column once, also below CASE and IN", () => {
  const text = "CASE WHEN b = 1 THEN a ELSE c END IN (d, a)";
  assert.deepEqual(columnsOf(parseExpression(text)), ["a", "b", "c", "d"]);
});

Deno.test("parseExpression() answers any text with an expression or a WorkspaceError, also a very deep one", () => {
  const piece = fc.constantFrom(
    "a",
    "1",
    "'x'",
    "(",
    ")",
    "AND",
    "NOT",
    "IN",
    ",",
    "CASE",
    "WHEN",
    "END",
    "-",
    '"',
    "é",
    "\u0000",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (parts) => {
      try {
        parseExpression(parts.join(" "));
      } catch (error) {
        assert.equal((error as Error).name, "WorkspaceError");
      }
    }),
    { numRuns: 2000 },
  );
  for (const deep of ["(".repeat(100_000) + "a", "NOT ".repeat(100_000) + "a", "-".repeat(100_000) + "a"]) {
    assert.throws(() => parseExpression(deep), /nested deeper/);
  }
});
