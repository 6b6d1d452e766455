// The manifest of a stand-in for the Coder extension: the released extension's contributions that
// affect this extension.

/** How a stand-in differs from the released extension. */
export interface StandInOptions {
  publisher?: string;
  name?: string;
  version?: string;
  /** Default: those of the released extension, which is activated only by a user's action. */
  activationEvents?: readonly string[];
  /** The commands in the manifest. Each is also registered. */
  commands?: readonly string[];
  /** Commands that are registered but are not in the manifest. */
  hiddenCommands?: readonly string[];
  /** Whether it registers its commands only after Coder Telemetry is active. Default: false. */
  isSlow?: boolean;
}

/** The fields of its own manifest that a stand-in's code reads. */
export interface StandInManifest {
  readonly displayName: string;
  readonly version: string;
  readonly standIn: {
    readonly commands: readonly string[];
    readonly isSlow: boolean;
  };
}

export const CODER_COMMANDS: Readonly<Record<string, string>> = {
  "coder.login": "Login",
  "coder.exportTelemetry": "Export Telemetry",
  "coder.supportBundle": "Create Support Bundle",
  "coder.viewLogs": "View Logs",
  "coder.netcheck": "Run Network Check",
};

const VIEW = "coder.workspaces";

/** Returns the manifest of a stand-in, as in its package.json. */
export function standInManifest(options: StandInOptions = {}): StandInManifest & Manifest {
  const { publisher = "coder", name = "coder-remote", version = "1.15.2" } = options;
  const contributed = options.commands ?? Object.keys(CODER_COMMANDS);
  return {
    publisher,
    name,
    version,
    displayName: name === "coder-remote" ? "Coder" : name,
    engines: { vscode: "^1.105.0" },
    // The released extension only has the kind "ui", and such extensions don't run in a browser
    // without a local Node.js host. The tests use VS Code in a browser, where only extensions of
    // the kind "workspace" run in Node.js.
    extensionKind: ["ui", "workspace"],
    main: "./main.js",
    activationEvents: options.activationEvents ?? ["onCommand:coder.connect", "onUri"],
    contributes: {
      commands: contributed.map((command) => ({
        command,
        title: CODER_COMMANDS[command] ?? command,
        category: "Coder",
      })),
      viewsContainers: { activitybar: [{ id: name, title: "Coder Remote", icon: "./icon.svg" }] },
      views: { [name]: [{ id: `${VIEW}.${name}`, name: "Workspaces" }] },
      ...(name === "coder-remote" && { configuration: { title: "Coder", properties: SETTINGS } }),
    },
    standIn: {
      commands: [...contributed, ...(options.hiddenCommands ?? [])],
      isSlow: options.isSlow ?? false,
    },
  };
}

/** The fields of the manifest that are needed to install a stand-in. */
interface Manifest {
  readonly publisher: string;
  readonly name: string;
  readonly [field: string]: unknown;
}

/** The released extension's settings: no scope, and a default for the whole object. */
const SETTINGS = {
  "coder.telemetry.level": {
    type: "string",
    enum: ["off", "local"],
    default: "local",
    description: "Whether telemetry is recorded on this machine.",
    tags: ["telemetry"],
  },
  "coder.telemetry.local": {
    type: "object",
    default: {
      flushIntervalMs: 15_000,
      flushBatchSize: 100,
      bufferLimit: 500,
      maxFileBytes: 5_242_880,
      maxAgeDays: 30,
      maxTotalBytes: 104_857_600,
    },
    additionalProperties: false,
    properties: Object.fromEntries(
      Object.entries({
        flushIntervalMs: 1000,
        flushBatchSize: 1,
        bufferLimit: 10,
        maxFileBytes: 4096,
        maxAgeDays: 1,
        maxTotalBytes: 4096,
      }).map(([name, minimum]) => [name, { type: "number", minimum }]),
    ),
    description: "How recorded telemetry is stored.",
    tags: ["telemetry"],
  },
};
