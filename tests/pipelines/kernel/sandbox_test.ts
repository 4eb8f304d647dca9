import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { isWithin, makeSandbox, realOf, type Sandbox } from "../../../pipelines/kernel/sandbox.ts";
import { packageFolders, packageOfPath, readLockedPackages } from "../../../pipelines/kernel/packages.ts";

interface Tree {
  readonly root: string;
  readonly project: string;
  readonly scratch: string;
  readonly sandbox: Sandbox;
  cwd: string | null;
}

const FILES = [
  "project/deno.json",
  "project/deno.lock",
  "project/.git/config",
  "project/.env",
  "project/.env.local",
  "project/lib/core/mod.ts",
  "project/library/secret.ts",
  "project/notebooks/a/a.ipynb",
  "project/notebooks/a/pilot.json",
  "project/notebooks/b/b.ipynb",
  "project/reports/output/current/index.html",
  "project/data/persons.csv",
  "cache/npm/host/locked/1.0.0/index.js",
  "cache/npm/host/locked/1.0.0/native.node",
  "cache/npm/host/locked/1.0.0_1/index.js",
  "cache/npm/host/locked/2.0.0/index.js",
  "cache/npm/host/@scope/pair/1.2.3/x.so",
  "cache/npm/host/unlocked/1.0.0/index.js",
  "keys/signing.key",
  "scratch/own.txt",
];

const LOCK = { version: "5", npm: { "locked@1.0.0": {}, "@scope/pair@1.2.3_peer@1.0.0": {} } };

async function withTree(
  act: (tree: Tree) => Promise<void> | void,
  net: readonly string[] | "any" = [],
): Promise<void> {
  const root = realOf(await Deno.makeTempDir());
  try {
    for (const file of FILES) {
      await Deno.mkdir(dirname(join(root, file)), { recursive: true });
      await Deno.writeTextFile(join(root, file), "x");
    }
    const project = join(root, "project");
    await Deno.writeTextFile(join(project, "deno.lock"), JSON.stringify(LOCK));
    const locked = await readLockedPackages(join(project, "deno.lock"), join(root, "cache"));
    const scratch = join(root, "scratch");
    const tree = { root, project, scratch, cwd: join(project, "notebooks/a") };
    const sandbox = makeSandbox({
      projectDir: project,
      cwd: join(project, "notebooks/a"),
      policy: {
        scratchDir: scratch,
        net,
        read: [
          { path: join(project, "notebooks/a/pilot.json"), rule: "notebook:a" },
          { path: join(project, "data"), rule: "dataset:all" },
          { path: join(project, "data/persons.csv"), rule: "dataset:persons" },
        ],
      },
      denoDir: join(root, "cache"),
      locked,
      ownSockets: ["127.1.2.3:4000"],
      execPath: "/opt/deno",
      cwdOf: () => whole.cwd,
    });
    const whole: Tree = { ...tree, sandbox };
    await act(whole);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

const ask = (tree: Tree, permission: string, value: string | null) =>
  tree.sandbox.judge({ permission, value, pid: 1 });
const ruleOf = (tree: Tree, permission: string, path: string) => {
  const { result, rule } = ask(tree, permission, join(tree.root, path));
  return result === "allow" ? rule : "denied";
};

Deno.test("reading is allowed of modules, locked packages, declared data and scratch, and of nothing else", async () => {
  await withTree((tree) => {
    const expected = {
      "project/deno.json": "module",
      "project/deno.lock": "module",
      "project/lib/core/mod.ts": "module",
      "project/lib/core": "module",
      "project/notebooks/a/pilot.json": "notebook:a",
      "project/data/persons.csv": "dataset:persons",
      "project/data/other.csv": "dataset:all",
      "cache/npm/host/locked/1.0.0/index.js": "package",
      "cache/npm/host/locked/1.0.0_1/index.js": "package",
      "cache/npm/host/@scope/pair/1.2.3/x.so": "package",
      "scratch/own.txt": "scratch",
      "project": "denied",
      "project/.git/config": "denied",
      "project/.env": "denied",
      "project/.env.local": "denied",
      "project/library/secret.ts": "denied",
      "project/notebooks/a/a.ipynb": "denied",
      "project/notebooks/b/b.ipynb": "denied",
      "project/reports/output/current/index.html": "denied",
      "cache/npm/host/locked/2.0.0/index.js": "denied",
      "cache/npm/host/unlocked/1.0.0/index.js": "denied",
      "cache/gen/x.js": "denied",
      "keys/signing.key": "denied",
      "missing/file": "denied",
    };
    const found = Object.fromEntries(Object.keys(expected).map((path) => [path, ruleOf(tree, "read", path)]));
    assert.deepEqual(found, expected);
  });
});

Deno.test("writing is allowed in scratch only", async () => {
  await withTree((tree) => {
    assert.equal(ruleOf(tree, "write", "scratch/new/deep.txt"), "scratch");
    assert.equal(ask(tree, "write", "<TMP>").result, "allow");
    for (
      const path of [
        "project/lib/core/mod.ts",
        "project/notebooks/b/b.ipynb",
        "project/data/persons.csv",
        "scratchy/x",
      ]
    ) {
      assert.equal(ruleOf(tree, "write", path), "denied", path);
    }
  });
});

Deno.test("native code is allowed of locked packages only, and only of files that are native", async () => {
  await withTree((tree) => {
    assert.equal(ruleOf(tree, "ffi", "cache/npm/host/locked/1.0.0/native.node"), "package-native");
    assert.equal(ruleOf(tree, "ffi", "cache/npm/host/@scope/pair/1.2.3/x.so"), "package-native");
    assert.equal(ruleOf(tree, "ffi", "cache/npm/host/locked/1.0.0/index.js"), "denied");
    assert.equal(ruleOf(tree, "ffi", "scratch/own.so"), "denied");
    assert.equal(ask(tree, "ffi", "libc.so.6").result, "deny");
    assert.equal(ask(tree, "ffi", null).result, "deny");
  });
});

Deno.test("a link out of an allowed folder is judged by where it leads, for a file that does not exist yet too", async () => {
  await withTree(async (tree) => {
    await Deno.symlink(join(tree.root, "keys"), join(tree.project, "lib/core/keys"));
    await Deno.symlink(join(tree.root, "keys"), join(tree.scratch, "keys"));
    assert.equal(ruleOf(tree, "read", "project/lib/core/keys/signing.key"), "denied");
    assert.equal(ruleOf(tree, "write", "scratch/keys/signing.key"), "denied");
    assert.equal(ruleOf(tree, "write", "scratch/keys/new/file"), "denied");
    assert.equal(ruleOf(tree, "read", "scratch/../keys/signing.key"), "denied");
    await Deno.symlink(join(tree.root, "keys/new.key"), join(tree.scratch, "dangling"));
    assert.equal(ruleOf(tree, "write", "scratch/dangling"), "denied", "a link to what does not exist yet");
    await Deno.symlink("inner.txt", join(tree.scratch, "inside"));
    assert.equal(ruleOf(tree, "write", "scratch/inside"), "scratch");
    await Deno.symlink("circle", join(tree.scratch, "circle"));
    assert.throws(() => ruleOf(tree, "write", "scratch/circle"), RangeError);
  });
});

Deno.test("a relative path is judged from where the kernel stands now, not from where it began", async () => {
  await withTree((tree) => {
    assert.equal(ask(tree, "read", "pilot.json").rule, "notebook:a");
    assert.equal(ask(tree, "read", "../../lib/core/mod.ts").rule, "module");
    tree.cwd = join(tree.project, "lib");
    assert.equal(ask(tree, "read", "../notebooks/a/a.ipynb").result, "deny");
    assert.equal(ask(tree, "read", "../.env").result, "deny");
    // From `lib` this leads beside the project; from the first folder it would have been a module.
    assert.equal(ask(tree, "read", "../../lib/core/mod.ts").result, "deny");
  });
});

Deno.test("where the system does not tell where a kernel stands, a path that climbs is refused", async () => {
  await withTree((tree) => {
    tree.cwd = null;
    assert.equal(ask(tree, "read", "pilot.json").rule, "notebook:a");
    assert.equal(ask(tree, "read", "../../lib/core/mod.ts").result, "deny");
  });
});

Deno.test("/proc, /sys and /dev are refused whatever is granted", async () => {
  await withTree((tree) => {
    const open = makeSandbox({
      projectDir: tree.project,
      cwd: tree.project,
      policy: { scratchDir: tree.scratch, net: [], read: [{ path: "/", rule: "granted" }] },
      denoDir: join(tree.root, "cache"),
      locked: { npmDir: join(tree.root, "cache/npm"), names: new Set() },
      ownSockets: [],
      execPath: "/opt/deno",
      cwdOf: () => null,
    });
    const read = (value: string) => open.judge({ permission: "read", value, pid: 1 }).result;
    assert.equal(read(join(tree.root, "keys/signing.key")), "allow");
    for (const path of ["/proc/self/environ", "/proc/1/environ", "/sys/class", "/dev/mem"]) {
      assert.equal(read(path), "deny");
    }
    for (const path of [".git/config", ".env", ".env.local"]) {
      assert.equal(read(join(tree.project, path)), "deny");
    }
  });
});

Deno.test("the kernel's own sockets are open to it until it is sealed, and the network is closed", async () => {
  await withTree((tree) => {
    assert.equal(ask(tree, "net", "127.1.2.3:4000").rule, "kernel-socket");
    assert.equal(ask(tree, "net", "127.1.2.3:4001").result, "deny");
    tree.sandbox.seal();
    assert.equal(ask(tree, "net", "127.1.2.3:4000").result, "deny");
    assert.equal(ask(tree, "net", null).result, "deny");
  });
});

Deno.test("a draft reaches the hosts that it was given, and all of them only when told so", async () => {
  await withTree((tree) => {
    assert.equal(ask(tree, "net", "example.org:443").result, "allow");
    assert.equal(ask(tree, "net", "127.0.0.1:8080").result, "allow");
    assert.equal(ask(tree, "net", "127.0.0.1:8081").result, "deny");
    assert.equal(ask(tree, "net", "evil-example.org:443").result, "deny");
    assert.equal(ask(tree, "net", "example.org.evil:443").result, "deny");
    assert.equal(ask(tree, "net", null).result, "deny");
  }, ["example.org", "127.0.0.1:8080"]);
  await withTree((tree) => assert.equal(ask(tree, "net", "anything:1").result, "allow"), "any");
});

Deno.test("programs, variables, facts of the system and remote modules are refused, but for a few harmless ones", async () => {
  await withTree((tree) => {
    const refused = [
      ["run", "ls"],
      ["run", null],
      ["env", "HOME"],
      ["env", null],
      ["sys", "hostname"],
      ["sys", "networkInterfaces"],
      ["sys", "inspector"],
      ["import", "example.org:443"],
      ["read", null],
      ["write", null],
      ["unheard-of", "x"],
    ] as const;
    for (const [permission, value] of refused) {
      assert.equal(ask(tree, permission, value).result, "deny", `${permission} ${value}`);
    }
    assert.equal(ask(tree, "env", "NO_COLOR").result, "allow");
    assert.equal(ask(tree, "sys", "cpus").result, "allow");
  });
});

Deno.test("the trace names project paths from the root and scratch paths without their random folder", async () => {
  await withTree((tree) => {
    assert.equal(ask(tree, "read", join(tree.project, "lib/core/mod.ts")).traceValue, "lib/core/mod.ts");
    assert.equal(ask(tree, "write", join(tree.scratch, "a/b.txt")).traceValue, "scratch:/a/b.txt");
    assert.equal(ask(tree, "net", "127.1.2.3:4000").traceValue, "kernel");
  });
});

Deno.test("isWithin() knows a folder from one whose name begins the same", () => {
  assert.equal(isWithin("/a/b", "/a"), true);
  assert.equal(isWithin("/a", "/a"), true);
  assert.equal(isWithin("/ab", "/a"), false);
  assert.equal(isWithin("/x", "/"), true);
});

Deno.test("packageOfPath() takes scopes, peers and second copies, and nothing outside the cache", async () => {
  await withTree(async (tree) => {
    const locked = await readLockedPackages(join(tree.project, "deno.lock"), join(tree.root, "cache"));
    const of = (path: string) => packageOfPath(locked, join(tree.root, "cache/npm/host", path));
    assert.equal(of("@scope/pair/1.2.3/x.so"), "@scope/pair@1.2.3");
    assert.equal(of("locked/1.0.0_1/index.js"), "locked@1.0.0");
    assert.equal(of("locked"), null);
    assert.equal(packageOfPath(locked, "/elsewhere/locked/1.0.0/index.js"), null);
    assert.equal((await packageFolders(locked)).length, 4);
    const none = await readLockedPackages(join(tree.project, "absent.lock"), join(tree.root, "cache"));
    assert.equal(none.names.size, 0);
  });
});
