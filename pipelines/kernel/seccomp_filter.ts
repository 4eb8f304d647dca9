/**
 * A filter of system calls for sealed runs: what no notebook needs and what would lead around the other layers.
 *
 * Landlock governs files and TCP, but no datagrams: a name server would carry data out. So sockets other than TCP and
 * unix ones are refused, and with them the calls that read or steer other processes. Refused calls fail with `EPERM`.
 *
 * Source: seccomp(2); linux/filter.h; linux/audit.h; the system call tables of Linux.
 *
 * @module
 */

/** What differs between architectures. */
interface Architecture {
  /** AUDIT_ARCH_…: tells the numbering that a call uses. */
  readonly audit: number;
  readonly socket: number;
  /** Calls that are refused whatever their arguments. */
  readonly refused: readonly number[];
}

/** ptrace, process_vm_readv, process_vm_writev, mount, umount2, unshare, setns, bpf, perf_event_open, io_uring_setup,
 * add_key, request_key, keyctl, userfaultfd, kexec_load, init_module, finit_module, pidfd_getfd, process_madvise. */
const ARCHITECTURES: Readonly<Record<string, Architecture>> = {
  x86_64: {
    audit: 0xc000003e,
    socket: 41,
    refused: [101, 310, 311, 165, 166, 272, 308, 321, 298, 425, 248, 249, 250, 323, 246, 175, 313, 438, 440],
  },
  aarch64: {
    audit: 0xc00000b7,
    socket: 198,
    refused: [117, 270, 271, 40, 39, 97, 268, 280, 241, 425, 217, 218, 219, 282, 104, 105, 273, 438, 440],
  },
};

/** Classic BPF: opcodes of the four instructions that the filter is made of. */
const LOAD = 0x20, JUMP_EQUAL = 0x15, JUMP_MASKED = 0x45, RETURN = 0x06, AND = 0x54;
/** Offsets in `struct seccomp_data`. */
const OFFSET = { call: 0, arch: 4, argument0: 16, argument1: 24 };
const ALLOW = 0x7fff0000, REFUSE = 0x00050001, KILL = 0x80000000;
const AF_UNIX = 1, AF_INET = 2, AF_INET6 = 10, SOCK_STREAM = 1, SOCK_TYPE_MASK = 0xf;
/** x86-64 also takes calls in the x32 numbering, which has this bit; they would pass a filter by number. */
const X32_BIT = 0x40000000;

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, operand: number];

/**
 * Writes the filter.
 *
 * @param architecture As `Deno.build.arch` names it.
 * @returns The program, 8 octets an instruction, for `struct sock_fprog`.
 * @throws {RangeError} When the architecture's system call numbers are not known here.
 *
 * @example One instruction takes eight octets
 * ```ts
 * import { denialFilter } from "./seccomp_filter.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(denialFilter("x86_64").length % 8, 0);
 * ```
 */
export function denialFilter(architecture: string): Uint8Array<ArrayBuffer> {
  const arch = ARCHITECTURES[architecture];
  if (arch === undefined) {
    throw new RangeError(`Cannot filter system calls on ${architecture}: numbers unknown`);
  }
  const instructions: Instruction[] = [
    [LOAD, 0, 0, OFFSET.arch],
    [JUMP_EQUAL, 1, 0, arch.audit],
    [RETURN, 0, 0, KILL],
    [LOAD, 0, 0, OFFSET.call],
    [JUMP_MASKED, 0, 1, X32_BIT],
    [RETURN, 0, 0, REFUSE],
    ...arch.refused.flatMap((call): Instruction[] => [[JUMP_EQUAL, 0, 1, call], [RETURN, 0, 0, REFUSE]]),
    [JUMP_EQUAL, 1, 0, arch.socket],
    [RETURN, 0, 0, ALLOW],
    ...socketRules(),
  ];
  return encode(instructions);
}

/** Unix sockets pass; internet sockets pass as streams; all others are refused. */
function socketRules(): readonly Instruction[] {
  return [
    [LOAD, 0, 0, OFFSET.argument0],
    [JUMP_EQUAL, 5, 0, AF_UNIX],
    [JUMP_EQUAL, 1, 0, AF_INET],
    [JUMP_EQUAL, 0, 4, AF_INET6],
    [LOAD, 0, 0, OFFSET.argument1],
    [AND, 0, 0, SOCK_TYPE_MASK],
    [JUMP_EQUAL, 0, 1, SOCK_STREAM],
    [RETURN, 0, 0, ALLOW],
    [RETURN, 0, 0, REFUSE],
  ];
}

function encode(instructions: readonly Instruction[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8 * instructions.length);
  const view = new DataView(bytes.buffer);
  instructions.forEach(([code, ifTrue, ifFalse, operand], i) => {
    view.setUint16(8 * i, code, true);
    view.setUint8(8 * i + 2, ifTrue);
    view.setUint8(8 * i + 3, ifFalse);
    view.setUint32(8 * i + 4, operand, true);
  });
  return bytes;
}
