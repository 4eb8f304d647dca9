/**
 * The cases of an SPSS file in SPSS's own packing: eight command bytes, then what they do not hold themselves.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { WorkspaceError } from "../core/errors.ts";
import { type PlannedVariable, WIDEST_PIECE } from "./_sav_plan.ts";
import { BIAS, SYSTEM_MISSING } from "./_sav_records.ts";

const AS_IT_IS = 253, SPACES = 254, MISSING = 255;

/** Collects segments of eight bytes behind their commands. */
class Packer {
  #out = Buffer.allocUnsafe(1 << 16);
  #at = 0;
  #commands = -1;
  #used = 8;
  /** What a command stands for comes after all eight commands, so it waits here. */
  #pending = Buffer.alloc(64);
  #filled = 0;

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#out.length) return;
    const larger = Buffer.allocUnsafe(this.#out.length * 2 + bytes);
    this.#out.copy(larger, 0, 0, this.#at);
    this.#out = larger;
  }

  command(code: number): void {
    this.#room(24);
    if (this.#used === 8) {
      this.#commands = this.#at;
      this.#out.fill(0, this.#at, this.#at + 8);
      this.#at += 8;
      this.#used = 0;
    }
    this.#out[this.#commands + this.#used++] = code;
    if (this.#used === 8) this.#flush();
  }

  /** Adds a number as it is. */
  number(value: number): void {
    this.#pending.writeDoubleLE(value, this.#filled);
    this.#filled += 8;
    this.command(AS_IT_IS);
  }

  /** Adds eight bytes of a text. */
  bytes(text: Buffer, from: number): void {
    this.#pending.fill(0x20, this.#filled, this.#filled + 8);
    text.copy(this.#pending, this.#filled, from, Math.min(text.length, from + 8));
    this.#filled += 8;
    this.command(AS_IT_IS);
  }

  #flush(): void {
    this.#room(this.#filled);
    this.#pending.copy(this.#out, this.#at, 0, this.#filled);
    this.#at += this.#filled;
    this.#filled = 0;
  }

  done(): Buffer {
    if (this.#used < 8) this.#flush();
    return this.#out.subarray(0, this.#at);
  }
}

/** Packs all cases. */
export function packCases(variables: readonly PlannedVariable[], cases: number): Buffer {
  const packer = new Packer();
  for (let row = 0; row < cases; row++) {
    for (const variable of variables) {
      if (variable.width === 0) packNumber(packer, variable, row);
      else packText(packer, variable, row);
    }
  }
  return packer.done();
}

function packNumber(packer: Packer, { name, numberAt }: PlannedVariable, row: number): void {
  const value = numberAt(row);
  if (Number.isNaN(value)) packer.command(MISSING);
  else if (Number.isInteger(value) && value > -BIAS && value < 252 - BIAS && !Object.is(value, -0)) {
    packer.command(value + BIAS);
  } else if (Number.isFinite(value) && value !== SYSTEM_MISSING) packer.number(value);
  else {
    throw new WorkspaceError({
      what: "A number is infinite, or the one that SPSS takes for missing",
      where: `variable ${name}`,
      mend: "Make it missing (NaN) before writing",
    });
  }
}

function packText(packer: Packer, { pieces, textAt }: PlannedVariable, row: number): void {
  const text = textAt(row);
  pieces.forEach((piece, index) => {
    const from = index * WIDEST_PIECE;
    const own = text.subarray(from, from + Math.min(piece.width, WIDEST_PIECE));
    const segments = Math.ceil(piece.width / 8);
    for (let segment = 0; segment < segments; segment++) {
      if (segment * 8 >= own.length) packer.command(SPACES);
      else packer.bytes(own, segment * 8);
    }
  });
}
