import importX, { createNodeResolver } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

// Rule 1 of the architecture: these alone talk to the editor. Everything else is plain Node.
const editorFiles = [
  "src/extension.ts",
  "src/command/**",
  "src/localized/**",
  "src/statusBar/**",
  "src/telemetry/recording/sinks/settingsReader.ts",
  "src/telemetry/export/{command,storeAndExport}.ts",
  "src/telemetry/export/prompts/**",
  "src/telemetry/export/tell/**",
  "src/telemetry/export/destination/{openUri,replaceUri}.ts",
  "src/telemetry/view/{command,telemetryPage}.ts",
  "test/host/**",
];

// Telemetry leaves the machine in no other way than as a file that the user saves.
const noWayOut = {
  regex:
    "^(node:)?(child_process|cluster|dgram|dns|http|https|http2|inspector|module|net|repl|tls|vm|wasi)(/|$)",
  message: "What ships uses no network, no shell and no code that it did not bring.",
};
const noEditor = {
  name: "vscode",
  message:
    "This module is plain Node: take what it needs as an argument, or move the editor's part to export/command.ts or export/prompts/. The type of l10n alone may be imported.",
  allowTypeImports: true,
};
// What lies on disk knows nothing of who writes, reads or exports it.
const noUpwards = {
  regex: "^\\.\\./(?!\\.\\.)[^/]+/",
  message: "stored/ is what all other folders are built on: it imports none of them.",
};
// The export and the view are both made of these.
const noReaders = {
  regex: "^(\\.\\./)+(recording|export|view)/",
  message:
    "The export and the view are built on read/, protect/, text/, sources/, completeness/ and temporary/: these import neither.",
};
// Reading a file needs none of what finds the files and sums up what was read.
const noSources = {
  regex: "^(\\.\\./)+(completeness|sources|temporary)/",
  message: "read/, protect/ and text/ know nothing of sources/, completeness/ and temporary/.",
};
// Rule 2: what makes text of events does no I/O.
const noFiles = {
  regex: "^node:(fs|worker_threads)",
  message:
    "A format turns events into text. Reading is read/'s work, writing that of destination/.",
};
// Order compares times. What an event is, and what becomes of it, is not its business.
const noEvents = {
  regex: "/(destination|formats|prompts|protect|select|tell|text)/",
  message: "The order of files knows only time and size.",
};
// Reads and writes stand in two places, where the faults of a disk are met.
const fileAccess = {
  selector:
    "CallExpression[callee.property.name=/^(open|(append|read|write)File|create(Read|Write)Stream)(Sync)?$/]:matches([callee.object.name=/^fs$/i], [callee.object.property.name='promises'])",
  message: "Only read/ and supportBundle/ open telemetry; only destination/ and the worker write.",
};
const wholeTexts = {
  selector:
    "CallExpression[callee.property.name='t']:not([arguments.0.type=/^(Literal|ObjectExpression)$/])",
  message: "Give l10n.t the text itself, so that npm run l10n finds it.",
};
const restrictedProperties = ["createTerminal", "executeTask", "openExternal"].map((property) => ({
  property,
  message: noWayOut.message,
}));
const registrations = ["registerCommand", "registerTextEditorCommand"].map((property) => ({
  property,
  message: "Register commands through CommandManager, which traces them and tells their errors.",
}));

export default tseslint.config(
  { ignores: ["dist/", "out/", "node_modules/", ".cache/", ".vscode-test/", "artifacts/"] },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { "import-x": importX },
    settings: {
      "import-x/extensions": [".ts", ".tsx"],
      "import-x/parsers": { "@typescript-eslint/parser": [".ts", ".tsx"] },
      "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".tsx", ".js"] })],
    },
    rules: {
      "import-x/no-cycle": "error",
      "import-x/order": [
        "error",
        {
          groups: ["builtin", "external", ["parent", "sibling", "index"]],
          alphabetize: { order: "asc" },
          named: true,
          "newlines-between": "never",
        },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "no-console": "error",
    },
  },
  {
    // An event handler in JSX is one expression.
    files: ["**/*.tsx"],
    rules: {
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    rules: {
      "@typescript-eslint/no-restricted-imports": ["error", { patterns: [noWayOut] }],
      "no-eval": "error",
      "no-new-func": "error",
      "no-restricted-globals": [
        "error",
        ...["fetch", "EventSource", "WebSocket", "XMLHttpRequest", "WebAssembly"].map((name) => ({
          name,
          message: noWayOut.message,
        })),
      ],
      "no-restricted-properties": ["error", ...restrictedProperties, ...registrations],
    },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    rules: {
      "no-restricted-syntax": ["error", wholeTexts],
    },
  },
  {
    files: ["src/telemetry/{completeness,export,protect,sources,temporary,text,view}/**"],
    ignores: [
      "src/telemetry/sources/supportBundle/**",
      "src/telemetry/export/destination/**",
      "**/document/worker.ts",
    ],
    rules: {
      "no-restricted-syntax": ["error", wholeTexts, fileAccess],
    },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    ignores: editorFiles,
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        { paths: [noEditor], patterns: [noWayOut] },
      ],
    },
  },
  {
    files: ["src/telemetry/stored/**"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        { paths: [noEditor], patterns: [noWayOut, noUpwards] },
      ],
    },
  },
  {
    files: ["src/telemetry/export/formats/**"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        { paths: [noEditor], patterns: [noWayOut, noFiles] },
      ],
    },
  },
  {
    files: ["src/telemetry/read/**", "src/telemetry/protect/localNames.ts"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        { paths: [noEditor], patterns: [noWayOut, noReaders, noSources] },
      ],
    },
  },
  {
    files: ["src/telemetry/{completeness,sources,temporary}/**"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        { paths: [noEditor], patterns: [noWayOut, noReaders] },
      ],
    },
  },
  {
    files: ["src/telemetry/{protect,text}/**"],
    ignores: ["src/telemetry/protect/localNames.ts"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        { paths: [noEditor], patterns: [noWayOut, noReaders, noSources, noFiles] },
      ],
    },
  },
  {
    files: ["src/telemetry/export/document/{order,fileOrder,mergedFile}.ts"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        { paths: [noEditor], patterns: [noWayOut, noFiles, noEvents] },
      ],
    },
  },
  {
    files: ["src/command/commandManager.ts"],
    rules: { "no-restricted-properties": ["error", ...restrictedProperties] },
  },
  {
    // What stands on standard output is what these are for.
    files: ["src/cli.ts", "scripts/**", "test/host/index.ts"],
    rules: { "no-console": "off" },
  },
  {
    // describe() and it() hand their promises to mocha.
    files: ["test/**/*.ts"],
    rules: { "@typescript-eslint/no-floating-promises": "off" },
  },
);
