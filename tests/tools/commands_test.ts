/** What a person meets first: every command explains itself, and the README and `deno.json` know the same ones. */
import assert from "node:assert/strict";
import { type Command, helpOf, readInput } from "../../pipelines/commands/command.ts";

const ROOT = new URL("../../", import.meta.url);
/** Helpers of the folder that are no command. */
const HELPERS: ReadonlySet<string> = new Set(["command.ts"]);
/** Tasks that are programs of `tools/`. */
const OTHER_TASKS: ReadonlySet<string> = new Set(["ok", "test", "test:long", "bench"]);

async function commands(): Promise<readonly Command[]> {
  const files = [...Deno.readDirSync(new URL("pipelines/commands/", ROOT))].map(({ name }) => name);
  const modules = files.filter((name) => !HELPERS.has(name)).sort()
    .map((name) => import(new URL(`pipelines/commands/${name}`, ROOT).href) as Promise<{ command: Command }>);
  return (await Promise.all(modules)).map(({ command }) => command);
}

Deno.test("each command is a task, names all of its options in its help, and refuses others with a way out", async () => {
  const tasks = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT))).tasks as Record<
    string,
    unknown
  >;
  const all = await commands();
  assert.deepEqual(
    all.map(({ name }) => name).sort(),
    Object.keys(tasks).filter((name) => !OTHER_TASKS.has(name)).sort(),
  );
  for (const command of all) {
    const help = helpOf(command);
    assert.ok(help.startsWith(`deno task ${command.name}`) && help.includes(command.summary), command.name);
    for (const { name, help: words } of command.options) {
      assert.ok(help.includes(`--${name}`) && words !== "", `${command.name} --${name}`);
    }
    assert.throws(
      () => readInput(command, ["--no-such-option"]),
      new RegExp(`no-such-option.*See deno task ${command.name} --help`),
    );
  }
});

Deno.test("the main program lists every command, explains one on -h, and ends with 2 on an unknown one", async () => {
  const main = async (...args: readonly string[]) => {
    const { code, stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "-q", "pipelines/main.ts", ...args],
      cwd: ROOT,
    }).output();
    return { code, text: new TextDecoder().decode(stdout) };
  };
  const [list, one, unknown] = await Promise.all([
    main("--help"),
    main("view", "-h"),
    main("no-such-command"),
  ]);
  assert.deepEqual([list.code, one.code, unknown.code], [0, 0, 2]);
  for (const { name } of await commands()) assert.match(list.text, new RegExp(`^  ${name} `, "m"));
  assert.match(one.text, /^deno task view FILE\.ipynb/);
  assert.equal(unknown.text, list.text);
});
