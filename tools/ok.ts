/**
 * Every rule that is a check, in one command: format, lint with the import rules, types, documentation, cycles, notebooks.
 *
 * @module
 */

if (Deno.args.includes("--help")) {
  console.log(
    "deno task ok\n\nFormat, lint with the import rules, types, documentation, cycles and notebooks, in one command.",
  );
  Deno.exit(0);
}

/** One check and how it is run. */
interface Check {
  readonly name: string;
  readonly args: readonly string[];
}

const CHECKS: readonly Check[] = [
  { name: "format", args: ["fmt", "--check", "-q"] },
  { name: "lint and import rules", args: ["lint", "-q"] },
  { name: "types", args: ["check", "-q", "lib", "pipelines", "tools", "tests"] },
  { name: "documentation", args: ["run", "-A", "-q", "tools/check_docs.ts"] },
  { name: "cycles", args: ["run", "-A", "-q", "tools/check_cycles.ts"] },
  { name: "notebooks are canonical", args: ["run", "-A", "-q", "pipelines/main.ts", "format", "--check"] },
  { name: "notebooks", args: ["run", "-A", "-q", "pipelines/main.ts", "check"] },
];

let failed = 0;
for (const check of CHECKS) {
  const started = performance.now();
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...check.args],
    stdout: "piped",
    stderr: "piped",
    env: { NO_COLOR: "1" },
  }).output();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? "ok    " : "FAILED"} ${check.name} (${seconds} s)`);
  if (code === 0) continue;
  failed++;
  console.log(new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr));
}
Deno.exit(failed > 0 ? 1 : 0);
