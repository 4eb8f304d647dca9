/**
 * The Deno kernel for runners: start one in its sandbox, run cells, lose nothing.
 *
 * @module
 */
export { type KernelEffects, KernelStartError, startKernel } from "./client.ts";
export { REQUIRED_DENO_VERSION, requireDenoVersion, selfTestKernel } from "./self_test.ts";
export type * from "./types.ts";
export type { Channel, Connection } from "./connection.ts";
export type { LockedPackages } from "./packages.ts";
export type { LayerParts, OsLayer } from "./os_layer.ts";
