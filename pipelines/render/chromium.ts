/**
 * A headless Chromium on any Linux machine: the one that is installed, or else the one that ships inside an npm
 * package, unpacked once with the libraries that a bare machine lacks.
 *
 * @module
 */
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, isAbsolute, join } from "node:path";
import process from "node:process";
import { brotliDecompressSync } from "node:zlib";
import { type Browser, chromium } from "playwright-core";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { untar } from "./_untar.ts";

export type { Browser };

/** A browser that can be started. */
export interface BrowserPlace {
  /** The program. */
  readonly executablePath: string;
  /** Variables that it needs beside those of the process. */
  readonly env: Readonly<Record<string, string>>;
  /** Whether it was on the machine or came out of the package. */
  readonly origin: "machine" | "package";
}

/** Programs of Debian, Ubuntu and Fedora. A snap is left out: it cannot read the temporary folder. */
const INSTALLED = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome-stable"];
/** The version that deno.json pins: a part of the folder's name, so that an update unpacks anew. */
const PACKAGE = "sparticuz-chromium-153.0.0";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-domain-reliability",
  "--no-pings",
  "--font-render-hinting=none",
  "--force-color-profile=srgb",
];

function packageFolder(): string {
  const require = createRequire(import.meta.url);
  return join(dirname(require.resolve("@sparticuz/chromium")), "..", "bin");
}

function unpackArchive(source: string, folder: string): void {
  for (const entry of untar(brotliDecompressSync(readFileSync(source)))) {
    const path = join(folder, entry.path);
    mkdirSync(dirname(path), { recursive: true });
    if (entry.kind === "link") symlinkSync(entry.target, path);
    else writeFileSync(path, entry.bytes, { mode: 0o755 });
  }
}

/** The package's own fonts.conf names folders of another machine. */
function fontsConf(folder: string): string {
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>` +
    `<dir>/usr/share/fonts</dir><dir>${folder}/fonts/fonts</dir><cachedir>${folder}/font-cache</cachedir></fontconfig>`;
}

/** Unpacks aside and renames, so that two processes at once, or one that is killed, leave no half browser. */
function unpackPackage(folder: string): void {
  const source = packageFolder();
  const aside = mkdtempSync(`${folder}.`);
  for (const name of ["al2023.tar.br", "fonts.tar.br"]) {
    unpackArchive(join(source, name), join(aside, basename(name, ".tar.br")));
  }
  writeFileSync(join(aside, "fonts", "fonts.conf"), fontsConf(folder));
  const program = brotliDecompressSync(readFileSync(join(source, "chromium.br")));
  writeFileSync(join(aside, "chromium"), program, { mode: 0o755 });
  try {
    renameSync(aside, folder);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(join(folder, "chromium"))) throw error;
  }
}

/**
 * A folder for what can be made again, that nobody else can write: a program that is started must not lie where another
 * user of the machine may have put one of his own. Without a home that can be written it is made anew for this process.
 */
function ownCacheFolder(): string {
  const home = process.env["HOME"];
  const cache = process.env["XDG_CACHE_HOME"] ?? (home === undefined ? undefined : join(home, ".cache"));
  try {
    if (cache === undefined || !isAbsolute(cache)) throw new Error("no cache folder");
    const folder = join(cache, "smart-start");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    return privateFolder ??= makePrivateFolder();
  }
}

/** Made at most once in a process, and removed at its end. */
let privateFolder: string | undefined;

function makePrivateFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "smart-start-browser-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function fromPackage(): BrowserPlace {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new WorkspaceError({
      what: "No browser was found, and the packaged one is for Linux on x64 only",
      mend: "Install Chromium or Chrome and set CHROMIUM_PATH to its program",
    });
  }
  const folder = join(ownCacheFolder(), PACKAGE);
  if (!existsSync(join(folder, "chromium"))) unpackPackage(folder);
  const libraries = [join(folder, "al2023", "lib"), process.env["LD_LIBRARY_PATH"] ?? ""];
  return {
    executablePath: join(folder, "chromium"),
    env: {
      LD_LIBRARY_PATH: libraries.filter((path) => path !== "").join(":"),
      FONTCONFIG_PATH: join(folder, "fonts"),
    },
    origin: "package",
  };
}

/**
 * Finds a browser: `CHROMIUM_PATH`, else an installed Chromium or Chrome, else the packaged one. The packaged one is
 * unpacked (about 200 MB) into the cache folder of the user (`XDG_CACHE_HOME`, else `~/.cache`) at first use.
 *
 * @returns The browser.
 * @throws {WorkspaceError} When there is none for this kind of machine, or `CHROMIUM_PATH` points at nothing.
 */
export function findBrowser(): BrowserPlace {
  const wanted = process.env["CHROMIUM_PATH"];
  if (wanted !== undefined && wanted !== "") {
    if (existsSync(wanted)) return { executablePath: wanted, env: {}, origin: "machine" };
    throw new WorkspaceError({
      what: "CHROMIUM_PATH points at a file that does not exist",
      mend: "Correct it, or unset it to use the packaged browser",
    });
  }
  const installed = INSTALLED.find((path) => existsSync(path));
  return installed === undefined ? fromPackage() : { executablePath: installed, env: {}, origin: "machine" };
}

/**
 * Starts a headless browser with an empty profile of its own. Close it after use.
 *
 * @param place The browser. Default {@linkcode findBrowser}.
 * @returns The browser, driven by Playwright.
 */
export function launchBrowser(place: BrowserPlace = findBrowser()): Promise<Browser> {
  return chromium.launch({
    executablePath: place.executablePath,
    headless: true,
    args: FLAGS,
    env: { ...process.env, ...place.env } as Record<string, string>,
  });
}
