/**
 * `vet`: review and approve a notebook, revoke an approval, or manage the keys that may approve.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import { layoutOf, type ProjectLayout } from "../layout.ts";
import {
  defaultKeyFile,
  KEY_LIST_PATH,
  keyFileDiskEffects,
  keyIdOf,
  type KeyList,
  listKey,
  newKeyList,
  newKeyPair,
  readKeyFile,
  readKeyList,
  vetDiskEffects,
  vetNotebook,
  type VetOptions,
  writeKeyFile,
  writeVettingJson,
} from "../notebook/vetting/mod.ts";
import { join, relative, resolve } from "../paths.ts";
import { approvalOf } from "../run/approval.ts";
import { findNotebooks, loadProjectNotebook } from "../run/project_notebook.ts";
import { writeFileAtomic } from "../run/atomic_write.ts";
import type { Command, CommandInput } from "./command.ts";

/** The command. */
export const command: Command = {
  name: "vet",
  summary:
    "Shows what changed since the last approval, checks conventions and types, and signs. Without a notebook: lists where each one stands.",
  operands: "[FILE.ipynb]",
  options: [
    { name: "reviewer", value: "one", placeholder: "NAME", help: "Who reviewed; asked when not given" },
    { name: "scope", value: "one", placeholder: "TEXT", help: "What was reviewed; asked when not given" },
    {
      name: "remark",
      value: "one",
      placeholder: "TEXT",
      help: "A remark, or the reason of a revocation; asked when not given",
    },
    { name: "yes", value: "none", help: "Confirm without being asked" },
    { name: "revoke", value: "none", help: "Take the approval back" },
    {
      name: "key",
      value: "one",
      placeholder: "FILE",
      help: "The reviewer's private key, outside the project",
    },
    {
      name: "new-key",
      value: "none",
      help: "Make a private key in the file of --key, and print its public part",
    },
    {
      name: "list-key",
      value: "one",
      placeholder: "PUBLIC",
      help: "Put a public key on the list, or change its entry; needs --holder and --role",
    },
    {
      name: "root-key",
      value: "one",
      placeholder: "FILE",
      help: "The private root key, which signs the list of keys only; default: root.key.json beside your own",
    },
    { name: "holder", value: "one", placeholder: "NAME", help: "Who holds the key that is listed" },
    { name: "role", value: "one", placeholder: "TEXT", help: "In which role the holder reviews" },
    {
      name: "until",
      value: "one",
      placeholder: "YYYY-MM-DD",
      help: "First day on which the listed key may sign no more",
    },
  ],
  run: async (input) => {
    const layout = layoutOf();
    if (input.has("new-key")) return await makeKey(input, layout);
    if (input.one("list-key") !== null) return await putKeyOnList(input, layout);
    const [file] = input.positionals;
    return file === undefined ? await listStates(layout) : await sign(input, resolve(file), layout);
  },
};

/** The one place where vetting reads the clock. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function keyFileOf(input: CommandInput, option: "key" | "root-key"): string {
  const name = option === "key" ? "vetting" : "root";
  return input.one(option) ?? defaultKeyFile((variable) => Deno.env.get(variable), name);
}

async function makeKey(input: CommandInput, layout: ProjectLayout): Promise<number> {
  const file = resolve(keyFileOf(input, "key"));
  const pair = await newKeyPair();
  await writeKeyFile(file, pair, keyFileDiskEffects(), layout.projectDir);
  console.log(`Private key written to ${file}; keep it to yourself.`);
  console.log(`Key id: ${keyIdOf(pair.publicKey)}\nPublic key: ${pair.publicKey}`);
  console.log(
    `It may approve once the holder of the root key lists it: deno task vet --list-key=${pair.publicKey} --holder NAME --role ROLE`,
  );
  return 0;
}

async function putKeyOnList(input: CommandInput, layout: ProjectLayout): Promise<number> {
  const publicKey = required(input, "list-key");
  const root = await readKeyFile(
    resolve(keyFileOf(input, "root-key")),
    keyFileDiskEffects(),
    layout.projectDir,
  );
  const description = {
    holder: required(input, "holder"),
    role: required(input, "role"),
    validFrom: today(),
    validUntil: input.one("until"),
  };
  const file = join(layout.notebooksDir, KEY_LIST_PATH);
  const list = await readListOrBegin(file, description, root);
  const next = publicKey === root.publicKey
    ? list
    : await listKey(list, publicKey, description, root, today());
  await writeFileAtomic(file, writeVettingJson(next));
  console.log(`${file} has ${next.entries.length} entries`);
  return 0;
}

async function readListOrBegin(
  file: string,
  description: Parameters<typeof newKeyList>[1],
  root: Parameters<typeof newKeyList>[0],
): Promise<KeyList> {
  try {
    return readKeyList(await Deno.readTextFile(file), { file });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return await newKeyList(root, description, today());
  }
}

function required(input: CommandInput, name: string): string {
  const value = input.one(name);
  if (value !== null && value !== "") return value;
  throw new WorkspaceError({ what: `--${name} is missing`, mend: "See deno task vet --help" });
}

async function listStates(layout: ProjectLayout): Promise<number> {
  for (const file of await findNotebooks(layout)) {
    const notebook = await loadProjectNotebook(file, layout);
    const approval = await approvalOf(notebook, layout);
    console.log(`${approval.status.padEnd(11)} ${notebook.name}: ${approval.why}`);
  }
  return 0;
}

async function sign(input: CommandInput, file: string, layout: ProjectLayout): Promise<number> {
  const key = await readKeyFile(resolve(keyFileOf(input, "key")), keyFileDiskEffects(), layout.projectDir);
  const words = (["reviewer", "scope", "remark"] as const).flatMap((name) => {
    const value = input.one(name);
    return value === null ? [] : [[name, value] as const];
  });
  const options: VetOptions = {
    action: input.has("revoke") ? "revoke" : "approve",
    path: relative(layout.notebooksDir, file),
    date: today(),
    key,
    confirmation: input.has("yes") ? "given" : "asked",
    ...Object.fromEntries(words),
  };
  const effects = vetDiskEffects({
    projectDir: layout.projectDir,
    notebooksDir: layout.notebooksDir,
    print: (line) => console.log(line),
  });
  const { record, written } = await vetNotebook(options, effects);
  console.log(
    `${record.action === "revoke" ? "Revoked" : "Approved"} on ${record.date} with key ${record.keyId}`,
  );
  console.log(`Written: ${written.map((path) => join("notebooks", path)).join(", ")}`);
  return 0;
}
