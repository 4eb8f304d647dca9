/**
 * Why something is not released.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";

/** Raised when a release would be unsafe or could not be proved safe. Nothing was released. */
export class DisclosureError extends WorkspaceError {
  /** The class of the failure. */
  override readonly name: string = "DisclosureError";
}

/** Raised when the solver stopped without a proof: any status but optimal. Treated as unsafe. */
export class SolverError extends DisclosureError {
  /** The class of the failure. */
  override readonly name: string = "SolverError";
}
