import assert from "node:assert/strict";

const ROOT = new URL("../../", import.meta.url);
const README = await Deno.readTextFile(new URL("README.md", ROOT));
const CONFIG = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT))) as {
  readonly tasks: Readonly<Record<string, unknown>>;
  readonly imports: Readonly<Record<string, string>>;
};

Deno.test("the README names every package with the version that is pinned", () => {
  for (const specifier of Object.values(CONFIG.imports)) {
    const [, name, version] = /^npm:(@?[^@]+)@(\d+\.\d+\.\d+\S*)$/.exec(specifier) ?? [];
    assert.ok(name && version, `${specifier} is not an exact version`);
    assert.ok(README.includes(`${name} ${version}`), `README lacks ${name} ${version}`);
  }
});

Deno.test("the README names every task", () => {
  for (const task of Object.keys(CONFIG.tasks)) {
    assert.ok(README.includes(`\`${task}`) || README.includes(`task ${task}`), task);
  }
});

Deno.test("the pictures and folders that the README points at are there", async () => {
  for (const [, path] of README.matchAll(/\]\(([^)#:]+)\)/g)) await Deno.stat(new URL(path!, ROOT));
  for (const [, folder] of README.matchAll(/^(?:\s{2})?([a-z]+)\/ /gm)) {
    const places = [folder!, `lib/${folder}`, `pipelines/${folder}`];
    const found = await Promise.all(
      places.map((place) => Deno.stat(new URL(place, ROOT)).then(() => true, () => false)),
    );
    assert.ok(found.includes(true), folder);
  }
});

Deno.test("no file of the project names the host of a registry, or a folder outside the project", async () => {
  const hosts = ["npmjs" + ".org", "pypi" + ".org", "deb.debian" + ".org", "../" + "shared"];
  const { stdout, code } = await new Deno.Command("git", {
    args: ["-C", new URL(".", ROOT).pathname, "grep", "-lF", ...hosts.flatMap((host) => ["-e", host])],
    stdout: "piped",
    stderr: "null",
  }).output().catch(() => ({ stdout: new Uint8Array(), code: 1 }));
  assert.equal(code === 0 ? new TextDecoder().decode(stdout).trim() : "", "");
});
