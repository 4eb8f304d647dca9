/**
 * Names that a vetted notebook may not use, as data, each with what to do instead.
 *
 * @module
 */

const BY_RUNNER = "Data comes in through lib/sources; results leave as programme objects";
const NO_CODE = "Write the code in the cell or in the library, where it can be read and checked";

/** Global names, by name: why, or what to do instead. */
export const REFUSED_GLOBALS: Readonly<Record<string, string>> = {
  Deno: BY_RUNNER,
  process: BY_RUNNER,
  Bun: BY_RUNNER,
  Buffer: "Use Uint8Array",
  require: "Import from `../../lib/<folder>/mod.ts` in setup",
  module: "Import from `../../lib/<folder>/mod.ts` in setup",
  exports: "A notebook exports nothing",
  eval: NO_CODE,
  Function: NO_CODE,
  AsyncFunction: NO_CODE,
  GeneratorFunction: NO_CODE,
  WebAssembly: NO_CODE,
  importScripts: NO_CODE,
  globalThis: "Use a constant of the notebook",
  self: "Use a constant of the notebook",
  window: "Use a constant of the notebook",
  global: "Use a constant of the notebook",
  frames: "Use a constant of the notebook",
  fetch: BY_RUNNER,
  Request: BY_RUNNER,
  XMLHttpRequest: BY_RUNNER,
  WebSocket: BY_RUNNER,
  WebSocketStream: BY_RUNNER,
  EventSource: BY_RUNNER,
  WebTransport: BY_RUNNER,
  RTCPeerConnection: BY_RUNNER,
  BroadcastChannel: BY_RUNNER,
  Worker: "Notebooks run in one thread",
  SharedWorker: "Notebooks run in one thread",
  MessageChannel: "Notebooks run in one thread",
  localStorage: BY_RUNNER,
  sessionStorage: BY_RUNNER,
  indexedDB: BY_RUNNER,
  caches: BY_RUNNER,
  navigator: "What the machine is must not change the result",
  location: "Where the notebook lies must not change the result",
  prompt: "Take it from the parameters cell",
  confirm: "Take it from the parameters cell",
  alert: "Nobody watches while it runs",
  close: "The runner ends the notebook",
  addEventListener: "The runner watches for errors",
  removeEventListener: "The runner watches for errors",
  dispatchEvent: "The runner watches for errors",
  onerror: "The runner watches for errors",
  onunhandledrejection: "The runner watches for errors",
  reportError: "Throw the error",
  crypto: "Use randomFor of lib/core, seeded by name",
  performance: "The time it takes must not change the result",
  Reflect: "Use the object's own members",
  Proxy: "Use plain objects",
};

/** Members that reach behind an object. */
export const REFUSED_MEMBERS: Readonly<Record<string, string>> = {
  constructor: "Use the functions of the library",
  // Computed, since the plain key would set the prototype of this very object.
  ["__proto__"]: "Use plain objects",
  prototype: "Use functions instead of changing built-in objects",
  __defineGetter__: "Use plain objects",
  __defineSetter__: "Use plain objects",
  __lookupGetter__: "Use plain objects",
  __lookupSetter__: "Use plain objects",
  setPrototypeOf: "Use plain objects",
  getPrototypeOf: "Use the functions of the library",
  defineProperty: "Use plain objects",
  defineProperties: "Use plain objects",
  getOwnPropertyDescriptor: "Use the object's own members",
  getOwnPropertyDescriptors: "Use the object's own members",
  getOwnPropertySymbols: "Use the object's own members",
};

/** Members that make two runs differ, by object and member. */
export const REFUSED_CHANCE: Readonly<Record<string, string>> = {
  "Math.random": "Use randomFor of lib/core, seeded by name",
  "Date.now": "Take the day from the parameters cell",
};

/** Readers and writers of Polars that take a path: native code reads below the sandbox. */
export const PATH_READERS: readonly string[] = [
  "readCSV",
  "readJSON",
  "readParquet",
  "readIPC",
  "readIPCStream",
  "readAvro",
  "readRecords",
  "scanCSV",
  "scanJson",
  "scanParquet",
  "scanIPC",
  "sinkCSV",
  "sinkParquet",
  "sinkNdJson",
  "sinkIpc",
  "writeCSV",
  "writeJSON",
  "writeParquet",
  "writeIPC",
  "writeIPCStream",
  "writeAvro",
];
