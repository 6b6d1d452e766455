// The manifest of a stand-in for the Coder extension: what the released one contributes, as far as it touches this extension.

/** How a stand-in differs from the released extension. */
export interface StandInOptions {
  publisher?: string;
  name?: string;
  version?: string;
  /** As the released one by default: only what a person does with it. */
  activationEvents?: readonly string[];
  /** The commands that the manifest names; each of them is registered too. */
  commands?: readonly string[];
  /** Commands that are registered although the manifest does not name them. */
  hiddenCommands?: readonly string[];
  /** Whether it registers its commands only once Coder Telemetry is active: not by default. */
  isSlow?: boolean;
}

/** What the code of a stand-in reads of its own manifest. */
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

/** The manifest of a stand-in, as in its package.json. */
export function standInManifest(options: StandInOptions = {}): StandInManifest & Manifest {
  const { publisher = "coder", name = "coder-remote", version = "1.15.2" } = options;
  const contributed = options.commands ?? Object.keys(CODER_COMMANDS);
  return {
    publisher,
    name,
    version,
    displayName: name === "coder-remote" ? "Coder" : name,
    engines: { vscode: "^1.105.0" },
    // The released one is of the kind "ui" alone. Such an extension does not run in a VS Code in the browser, which is what these
    // tests have: its only Node host is the server's, for extensions of the kind "workspace".
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

/** What installs a stand-in reads of its manifest. */
interface Manifest {
  readonly publisher: string;
  readonly name: string;
  readonly [field: string]: unknown;
}

/** As released: without a scope, and with all of the object as its default. */
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
