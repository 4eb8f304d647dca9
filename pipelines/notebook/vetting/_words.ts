/**
 * What the reviewer says: from flags, or asked.
 *
 * @module
 */
import { WorkspaceError } from "../../../lib/core/errors.ts";
import type { VetEffects, VetOptions } from "./vet.ts";

/** What the reviewer says. */
export interface Words {
  /** Who reviewed. */
  readonly reviewer: string;
  /** What was reviewed. */
  readonly scope: string;
  /** What there is to say about it. */
  readonly remark: string;
}

/** Asks for what the options do not give, and for a confirmation. */
export async function askWords(options: VetOptions, effects: VetEffects): Promise<Words> {
  const reviewer = options.reviewer ?? await must("Who reviewed it?", "--reviewer", effects);
  const scope = options.scope ?? await must("What was reviewed?", "--scope", effects);
  const remarkQuestion = options.action === "revoke" ? "Why is it revoked?" : "Remark (may be empty):";
  const remark = options.remark ?? await effects.ask(remarkQuestion) ?? "";
  if (options.action === "revoke" && remark.trim() === "") {
    throw new WorkspaceError({ what: "A revocation needs a reason", mend: "Give it with --remark" });
  }
  for (const [name, word] of Object.entries({ reviewer, scope })) {
    if (word.trim() === "") {
      throw new WorkspaceError({ what: `Vetting needs a ${name}`, mend: `Give it with --${name}` });
    }
  }
  if ((options.confirmation ?? "asked") === "asked") {
    const answer = await effects.ask(`Type "${options.action}" to sign ${options.path}:`);
    if (answer?.trim() !== options.action) {
      throw new WorkspaceError({ what: "Nothing was signed: it was not confirmed", where: options.path });
    }
  }
  return { reviewer: reviewer.trim(), scope: scope.trim(), remark: remark.trim() };
}

async function must(question: string, flag: string, effects: VetEffects): Promise<string> {
  const answer = await effects.ask(question);
  if (answer !== null) return answer;
  throw new WorkspaceError({ what: `Nobody answers: ${question}`, mend: `Give it with ${flag}` });
}
