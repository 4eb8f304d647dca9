/**
 * The programs that the pipeline is measured against, in an environment of their own.
 *
 * @module
 */
import { basename, join } from "node:path";
import { type Cost, measure } from "./_process_tree.ts";

/** A program that runs notebooks and makes HTML of them. */
export interface Peer {
  /** What it is called, with its version. */
  readonly name: string;
  /** Runs notebooks and writes `<name>.html` of each. */
  render(paths: readonly string[], outDir: string): Promise<Cost>;
  /** Runs one notebook; gives the path of the executed one. */
  execute(path: string, outDir: string): Promise<string>;
}

/** What could be installed, and why the rest could not. */
export interface Peers {
  /** Ready to run. */
  readonly installed: readonly Peer[];
  /** Left out. */
  readonly missing: readonly { readonly name: string; readonly why: string }[];
}

/** The versions that are installed. */
const VERSIONS = { nbconvert: "7.17.2", papermill: "2.7.0", quarto: "1.10.19" };

/** Installs what can be installed into `<stateDir>/bench-venv` and registers the Deno kernel there only. */
export async function preparePeers(stateDir: string): Promise<Peers> {
  const venv = join(stateDir, "bench-venv");
  const missing: { name: string; why: string }[] = [];
  if (!await succeeds(["python3", "-m", "venv", venv])) {
    return { installed: [], missing: [{ name: "all peers", why: "there is no Python with venv" }] };
  }
  await registerKernel(venv);
  const installed: Peer[] = [];
  const bin = join(venv, "bin");
  const base = [`nbconvert==${VERSIONS.nbconvert}`, `papermill==${VERSIONS.papermill}`];
  if (await install(venv, base)) installed.push(nbconvert(bin), papermill(bin));
  else missing.push({ name: "nbconvert and papermill", why: "they do not install from PyPI here" });
  const hasQuarto = await install(venv, [`quarto-cli==${VERSIONS.quarto}`]) &&
    await succeeds([join(bin, "quarto"), "--version"]);
  if (hasQuarto) installed.push(quarto(bin));
  else {
    missing.push({
      name: `quarto ${VERSIONS.quarto}`,
      why: "its package on PyPI holds a script that fetches the program from elsewhere, which fails here",
    });
  }
  return { installed, missing };
}

async function registerKernel(venv: string): Promise<void> {
  const dir = join(venv, "share", "jupyter", "kernels", "deno");
  await Deno.mkdir(dir, { recursive: true });
  const argv = [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"];
  const spec = { argv, display_name: "Deno", language: "typescript", env: { NO_COLOR: "1" } };
  await Deno.writeTextFile(join(dir, "kernel.json"), JSON.stringify(spec));
}

function install(venv: string, specs: readonly string[]): Promise<boolean> {
  const pip = ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"];
  return succeeds([join(venv, "bin", "python"), ...pip, "ipykernel", ...specs]);
}

async function succeeds(argv: readonly string[]): Promise<boolean> {
  const [program = "", ...args] = argv;
  try {
    return (await new Deno.Command(program, { args, stdout: "null", stderr: "null" }).output()).success;
  } catch {
    return false;
  }
}

/** One process for all notebooks, as a person in a hurry would have it. */
function nbconvert(bin: string): Peer {
  const command = [join(bin, "jupyter-nbconvert"), "--execute", "--log-level=WARN"];
  return {
    name: `nbconvert ${VERSIONS.nbconvert}`,
    render: (paths, outDir) =>
      measure([...command, "--to", "html", "--output-dir", outDir, ...paths], { cwd: outDir }),
    execute: async (path, outDir) => {
      const name = "nbconvert.ipynb";
      const args = ["--to", "notebook", "--output-dir", outDir, "--output", name, path];
      await mustSucceed([...command, ...args], outDir);
      return join(outDir, name);
    },
  };
}

/** Papermill takes one notebook at a time; one nbconvert makes the pages of all. */
function papermill(bin: string): Peer {
  const run = (path: string, out: string) =>
    `${quote(join(bin, "papermill"))} --no-progress-bar --cwd ${quote(join(path, ".."))} ${quote(path)} ${
      quote(out)
    }`;
  return {
    name: `papermill ${VERSIONS.papermill} + nbconvert`,
    render: (paths, outDir) => {
      const done = paths.map((path) => join(outDir, basename(path)));
      const convert = [join(bin, "jupyter-nbconvert"), "--to", "html", "--log-level=WARN", ...done].map(
        quote,
      );
      const script = [...paths.map((path, nth) => run(path, done[nth] ?? "")), convert.join(" ")].join(
        " && ",
      );
      return measure(["/bin/sh", "-c", script], { cwd: outDir });
    },
    execute: async (path, outDir) => {
      const out = join(outDir, "papermill.ipynb");
      await mustSucceed(["/bin/sh", "-c", run(path, out)], outDir);
      return out;
    },
  };
}

/** Quarto renders beside the source; it takes one notebook at a time outside a project. */
function quarto(bin: string): Peer {
  const one = (path: string, outDir: string) =>
    `${quote(join(bin, "quarto"))} render ${quote(basename(path))} --execute --to html ` +
    `-M embed-resources:true -M keep-ipynb:true --output-dir ${quote(outDir)}`;
  return {
    name: `quarto ${VERSIONS.quarto}`,
    render: (paths, outDir) => {
      const script = paths.map((path) => `(cd ${quote(join(path, ".."))} && ${one(path, outDir)})`).join(
        " && ",
      );
      return measure(["/bin/sh", "-c", script], { cwd: outDir });
    },
    execute: async (path, outDir) => {
      await mustSucceed(["/bin/sh", "-c", `cd ${quote(join(path, ".."))} && ${one(path, outDir)}`], outDir);
      return path;
    },
  };
}

async function mustSucceed(argv: readonly string[], cwd: string): Promise<void> {
  const { code, output } = await measure(argv, { cwd });
  if (code !== 0) throw new Error(`A program failed:\n${output.slice(-2_000)}`);
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
