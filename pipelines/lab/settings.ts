/**
 * Settings under which JupyterLab runs: everything inside the project, nothing told to the outside.
 *
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Json } from "../../lib/core/hash.ts";

/** The folders of one JupyterLab, all below one folder. */
export interface LabFolders {
  /** Configuration. */
  readonly config: string;
  /** Kernel specifications. */
  readonly data: string;
  /** Connection files and the note of the running server; fresh for every start. */
  readonly runtime: string;
  /** What a person set in the menus. */
  readonly settings: string;
  /** Open tabs and panels. */
  readonly workspaces: string;
  /** Where Python keeps what else it writes. */
  readonly home: string;
}

/** The folders below the state folder; `runName` tells one start from another. */
export function foldersOf(stateDir: string, runName: string): LabFolders {
  const root = join(stateDir, "jupyter");
  return {
    config: join(root, "config"),
    data: join(root, "data"),
    runtime: join(root, `runtime-${runName}`),
    settings: join(root, "settings"),
    workspaces: join(root, "workspaces"),
    home: join(root, "home"),
  };
}

/** Name of the kernel in notebooks' metadata; the one that `deno jupyter --install` writes too. */
const KERNEL_NAME = "deno";

/** The program that stands between JupyterLab and the Deno kernel, so that no output is lost. */
const PROXY = fileURLToPath(new URL("./kernel_proxy.ts", import.meta.url));

/**
 * The kernel specification of this very Deno.
 *
 * `interrupt_mode: message`: a signal would kill the kernel and its state. `NO_COLOR`: results without escape codes.
 *
 * @param denoPath The Deno executable.
 * @returns The content of `kernel.json`.
 */
export function kernelSpec(denoPath: string): Json {
  return {
    argv: [denoPath, "run", "--allow-all", "--quiet", "--no-lock", PROXY, "{connection_file}"],
    display_name: "Deno",
    language: "typescript",
    interrupt_mode: "message",
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
    metadata: { debugger: false },
  };
}

/** Settings of the user interface: no news, no look for updates. */
const OVERRIDES: Json = {
  "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
  "@jupyterlab/extensionmanager-extension:plugin": { enabled: false, disclaimed: false },
  "@jupyterlab/notebook-extension:tracker": { kernelShutdown: true, autoStartDefaultKernel: true },
};

/**
 * The configuration of the server.
 *
 * @param notebooksDir Folder that people see, absolute.
 * @returns The content of `jupyter_server_config.json`.
 */
function serverConfig(notebooksDir: string): Json {
  return {
    ServerApp: { root_dir: notebooksDir, ip: "127.0.0.1", port_retries: 50, answer_yes: true },
    LabApp: {
      news_url: null,
      check_for_updates_class: "jupyterlab.NeverCheckForUpdate",
      extension_manager: "readonly",
      collaborative: false,
    },
    KernelSpecManager: { ensure_native_kernel: false, allowed_kernelspecs: [KERNEL_NAME] },
    MappingKernelManager: { default_kernel_name: KERNEL_NAME },
  };
}

/**
 * Writes kernel and configuration.
 *
 * @param folders The folders; made when they are not there.
 * @param options The kernel's executable and the folder that people see.
 */
export async function writeSettings(
  folders: LabFolders,
  options: { readonly denoPath: string; readonly notebooksDir: string },
): Promise<void> {
  const kernelDir = join(folders.data, "kernels", KERNEL_NAME);
  const labConfigDir = join(folders.config, "labconfig");
  for (const dir of [...Object.values(folders), kernelDir, labConfigDir]) {
    await Deno.mkdir(dir, { recursive: true, mode: 0o700 });
  }
  await writeJson(join(kernelDir, "kernel.json"), kernelSpec(options.denoPath));
  for (const name of ["jupyter_server_config.json", "jupyter_lab_config.json"]) {
    await writeJson(join(folders.config, name), serverConfig(options.notebooksDir));
  }
  await writeJson(join(labConfigDir, "default_setting_overrides.json"), OVERRIDES);
}

/**
 * The environment of the server: it and its kernels see the project's folders and none of the user's.
 *
 * @param folders The folders.
 * @param token The token that opens the page. Passed here and not as an argument: others could read those.
 * @returns Variables to add to the process's own.
 */
export function labEnvironment(folders: LabFolders, token: string): Readonly<Record<string, string>> {
  return {
    JUPYTER_TOKEN: token,
    JUPYTER_CONFIG_DIR: folders.config,
    JUPYTER_CONFIG_PATH: folders.config,
    JUPYTER_DATA_DIR: folders.data,
    JUPYTER_PATH: folders.data,
    JUPYTER_RUNTIME_DIR: folders.runtime,
    JUPYTERLAB_SETTINGS_DIR: folders.settings,
    JUPYTERLAB_WORKSPACES_DIR: folders.workspaces,
    JUPYTER_PREFER_ENV_PATH: "0",
    IPYTHONDIR: folders.home,
    PYTHONDONTWRITEBYTECODE: "1",
  };
}

async function writeJson(path: string, value: Json): Promise<void> {
  await Deno.writeTextFile(path, JSON.stringify(value, null, 1) + "\n");
}
