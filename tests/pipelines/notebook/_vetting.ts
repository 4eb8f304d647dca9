/**
 * A small world for vetting tests: files in memory, a root key and a reviewer's key.
 *
 * @module
 */
import {
  keyIdOf,
  type KeyList,
  listKey,
  newKeyList,
  newKeyPair,
  type PrivateKey,
  readKeyList,
  readVettingFile,
  type VetEffects,
  vetNotebook,
  type VetOptions,
  type VettingFile,
  type VettingStatus,
  vettingStatus,
  writeVettingJson,
} from "../../../pipelines/notebook/vetting/mod.ts";
import type { Notebook } from "../../../pipelines/notebook/nbformat.ts";
import { readNotebook } from "../../../pipelines/notebook/read.ts";
import { writeNotebook } from "../../../pipelines/notebook/write.ts";
import { goodNotebook } from "./_notebooks.ts";

export const PATH = "voorbeeld/verloop.ipynb";
export const RECORD_PATH = "voorbeeld/verloop.vet.json";
export const DEMO = "maintainers' demonstration on synthetic data";

export async function privateKey(): Promise<PrivateKey> {
  const pair = await newKeyPair();
  return { id: keyIdOf(pair.publicKey), ...pair };
}

export class World {
  readonly files = new Map<string, string>();
  readonly printed: string[] = [];
  answers: string[] = [];

  private constructor(readonly root: PrivateKey, readonly reviewer: PrivateKey) {}

  static async begin(): Promise<World> {
    const world = new World(await privateKey(), await privateKey());
    const holder = { holder: DEMO, validFrom: "2026-01-01", validUntil: null };
    const empty = await newKeyList(world.root, { ...holder, role: "root" }, "2026-01-01");
    const list = await listKey(
      empty,
      world.reviewer.publicKey,
      { ...holder, role: DEMO },
      world.root,
      "2026-01-01",
    );
    world.files.set("keys.json", writeVettingJson(list));
    world.setNotebook(goodNotebook());
    return world;
  }

  setNotebook(notebook: Notebook): void {
    this.files.set(PATH, writeNotebook(notebook));
  }

  get notebook(): Notebook {
    return readNotebook(this.files.get(PATH) ?? "", { file: PATH });
  }

  get keys(): KeyList {
    return readKeyList(this.files.get("keys.json") ?? "", { file: "keys.json" });
  }

  set keys(list: KeyList) {
    this.files.set("keys.json", writeVettingJson(list));
  }

  get records(): VettingFile {
    return readVettingFile(this.files.get(RECORD_PATH) ?? "", { file: RECORD_PATH });
  }

  set records(file: VettingFile) {
    this.files.set(RECORD_PATH, writeVettingJson(file));
  }

  effects(): VetEffects {
    return {
      readText: (path) => Promise.resolve(this.files.get(path) ?? null),
      writeTexts: (files) => {
        for (const [path, text] of files) this.files.set(path, text);
        return Promise.resolve();
      },
      ask: () => Promise.resolve(this.answers.shift() ?? null),
      print: (line) => void this.printed.push(line),
      typeCheck: () => Promise.resolve([]),
    };
  }

  vet(options: Partial<VetOptions> = {}) {
    return vetNotebook({
      action: "approve",
      path: PATH,
      date: "2026-02-01",
      key: this.reviewer,
      reviewer: DEMO,
      scope: "all cells",
      remark: "first",
      confirmation: "given",
      ...options,
    }, this.effects());
  }

  status(
    options: { trustedRoot?: string; minimumSequence?: number; pilotRecord?: string } = {},
  ): Promise<VettingStatus> {
    const file = this.files.has(RECORD_PATH) ? this.records : null;
    return vettingStatus(this.notebook, file, this.files.has("keys.json") ? this.keys : null, {
      path: PATH,
      ...options,
    });
  }
}
