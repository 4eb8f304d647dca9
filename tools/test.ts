/**
 * Runs every test of the project and prints one closing line, `N passed, N failed`.
 *
 * Suites run one after the other: tests of kernels, and some in the browser, measure time, and two of them at once on
 * two cores would measure each other. Files of suites without a clock of their own run side by side.
 *
 * @module
 */

if (Deno.args.includes("--help")) {
  console.log(
    "deno task test [SUITE …]\n\nRuns every test, or the named suites. SMART_START_LONG=1 (deno task test:long) gives the long forms.",
  );
  Deno.exit(0);
}

/** One group of tests. */
interface Suite {
  /** What the log calls it. */
  readonly name: string;
  /** Arguments after `deno test`. */
  readonly args: readonly string[];
}

/** Counts of a finished suite. */
interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const COMMON: readonly string[] = ["test", "-A", "-q", "--no-check"];

/** Parts of the pipeline that start no kernel and kill no process. */
const PAGES_AND_CHECKS: readonly string[] = [
  "tests/pipelines/notebook",
  "tests/pipelines/render",
  "tests/pipelines/run",
  "tests/tools",
];

/** Tests in the browser that measure time. */
const BROWSER_BY_THE_CLOCK: readonly string[] = [
  "tests/browser/briefing_test.ts",
  "tests/browser/preview_test.ts",
];

const SUITES: readonly Suite[] = [
  { name: "examples in the documentation", args: [...COMMON, "--doc", "--parallel", "lib", "pipelines"] },
  { name: "library", args: [...COMMON, "--parallel", ...libraryFolders()] },
  { name: "notebooks", args: [...COMMON, "--parallel", "tests/notebooks"] },
  { name: "pages and checks", args: [...COMMON, "--parallel", ...PAGES_AND_CHECKS] },
  { name: "kernel and publishing", args: [...COMMON, ...pipelineFolders()] },
  { name: "browser by the clock", args: [...COMMON, ...BROWSER_BY_THE_CLOCK] },
  { name: "browser", args: [...COMMON, "--parallel", ...browserFiles()] },
  { name: "editions", args: [...COMMON, "--parallel", "tests/editions"] },
];

/** Folders below `tests/` that are neither a suite of their own, helpers nor data. */
function libraryFolders(): readonly string[] {
  const apart = new Set([
    "pipelines",
    "tools",
    "browser",
    "editions",
    "bench",
    "support",
    "data",
    "golden",
    "notebooks",
  ]);
  return [...Deno.readDirSync("tests")]
    .filter((entry) => entry.isDirectory && !apart.has(entry.name))
    .map((entry) => `tests/${entry.name}`)
    .sort();
}

/** Files of the browser's tests that measure no time: each has a browser of its own. */
function browserFiles(): readonly string[] {
  if (!exists("tests/browser")) return [];
  return [...Deno.readDirSync("tests/browser")]
    .map(({ name }) => `tests/browser/${name}`)
    .filter((file) => file.endsWith("_test.ts") && !BROWSER_BY_THE_CLOCK.includes(file))
    .sort();
}

/** Folders of the pipeline's tests that run one file after the other. */
function pipelineFolders(): readonly string[] {
  return [...Deno.readDirSync("tests/pipelines")]
    .map(({ name }) => `tests/pipelines/${name}`)
    .filter((folder) => !PAGES_AND_CHECKS.includes(folder))
    .sort();
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}

/** Reads the counts from the report that the test runner wrote. */
function countsOf(junitXml: string): Counts {
  const cases = junitXml.split("<testcase ").slice(1);
  const failed = cases.filter((part) => part.includes("<failure") || part.includes("<error")).length;
  const skipped = cases.filter((part) => part.includes("<skipped")).length;
  return { failed, skipped, passed: cases.length - failed - skipped };
}

/** What tests leave in the temporary folder, also those that kill processes, goes with this folder at the end. */
async function runSuite(suite: Suite, temporaryDir: string): Promise<Counts> {
  const report = await Deno.makeTempFile({ suffix: ".xml" });
  const args = suite.args.filter((arg) => !arg.startsWith("tests/") || exists(arg));
  const started = performance.now();
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: [...args, `--junit-path=${report}`],
    stdout: "inherit",
    stderr: "inherit",
    env: { NO_COLOR: "1", TMPDIR: temporaryDir },
  }).spawn().status;
  const counts = countsOf(await Deno.readTextFile(report));
  await Deno.remove(report);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(
    `\n${suite.name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped, ${seconds} s\n`,
  );
  // A suite that ended badly without a failing case did not load: that is a failure too.
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

const only = Deno.args.filter((arg) => !arg.startsWith("-"));
const totals = { passed: 0, failed: 0, skipped: 0 };
const failedSuites: string[] = [];
const temporaryDir = await Deno.realPath(await Deno.makeTempDir({ prefix: "sst-" }));
for (const suite of SUITES) {
  if (only.length > 0 && !only.includes(suite.name)) continue;
  if (!suite.args.some((arg) => arg === "lib" || (arg.startsWith("tests/") && exists(arg)))) continue;
  const counts = await runSuite(suite, temporaryDir);
  totals.passed += counts.passed;
  totals.failed += counts.failed;
  totals.skipped += counts.skipped;
  if (counts.failed > 0) failedSuites.push(suite.name);
}
await Deno.remove(temporaryDir, { recursive: true }).catch(() =>
  console.log(`could not remove ${temporaryDir}`)
);
if (failedSuites.length > 0) console.log(`failed: ${failedSuites.join(", ")}`);
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
Deno.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);
