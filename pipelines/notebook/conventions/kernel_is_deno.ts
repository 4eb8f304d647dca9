/** @module */
import { isObject } from "../_check.ts";
import type { Breach, Rule, SeenNotebook } from "./rule.ts";

/** The notebook asks for the Deno kernel. */
export const kernelIsDeno: Rule = {
  id: "kernel-is-deno",
  wants: "The notebook's kernel is deno",
  why: "JupyterLab opens it with the kernel that the runner uses",
  severity: "error",
  *check({ notebook }: SeenNotebook): Generator<Breach> {
    const kernelspec = notebook.metadata["kernelspec"];
    const name = isObject(kernelspec) ? kernelspec["name"] : undefined;
    if (name === "deno") return;
    const found = typeof name === "string" ? `is ${name}` : "is not set";
    yield { cell: null, what: `The kernel ${found}`, mend: "Choose the kernel Deno in JupyterLab and save" };
  },
};
