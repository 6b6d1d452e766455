import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** Everything that reaches the network, a shell, or code that was not shipped. */
const FORBIDDEN = new Set([
  ...["eval", "Function", "WebAssembly", "createRequire", "getBuiltinModule"],
  ...["fetch", "WebSocket", "XMLHttpRequest", "EventSource", "sendBeacon"],
  ...["createTerminal", "executeTask", "openExternal", "binding", "dlopen"],
]);

/** What Node brings for files, zips, paths and texts, and to work on these on threads. */
const ALLOWED = [
  "node:buffer",
  "node:crypto",
  "node:events",
  "node:fs",
  "node:os",
  "node:path",
  "node:readline",
  "node:stream",
  "node:string_decoder",
  "node:util",
  "node:worker_threads",
  "node:zlib",
];

describe("what ships", () => {
  for (const [name, editor] of [
    ["extension.js", ["vscode", "./telemetry/export/command.js", "./telemetry/view/command.js"]],
    [
      "telemetry/export/command.js",
      ["vscode", "../protect/protectText.js", "../sources/supportBundle/zip.js"],
    ],
    ["telemetry/protect/protectText.js", []],
    ["telemetry/sources/supportBundle/zip.js", []],
    ["telemetry/export/document/worker.js", ["../../protect/protectText.js"]],
    ["telemetry/view/command.js", ["vscode", "../sources/supportBundle/zip.js"]],
    ["telemetry/view/index/worker.js", ["../../protect/protectText.js"]],
    ["cli.js", []],
  ] as const) {
    const uses = usesOf(readFileSync(join(__dirname, "../../../dist", name), "utf8"));

    it(`loads only modules for files, paths and texts (${name})`, () => {
      const allowed = new Set<string>([...ALLOWED, ...editor]);
      assert.ok(uses.modules.size > 0);
      assert.deepEqual(
        [...uses.modules].filter((module) => !allowed.has(module)),
        [],
      );
    });

    it(`has no network, no shell and no eval (${name})`, () => {
      assert.deepEqual(
        [...uses.names].filter((used) => FORBIDDEN.has(used)),
        [],
      );
    });
  }
});

/** The modules that a script loads, and all names in it; a computed module is told by its source. */
function usesOf(text: string): { modules: Set<string>; names: Set<string> } {
  const modules = new Set<string>();
  const names = new Set<string>();
  const script = ts.createSourceFile("bundle.js", text, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) {
      names.add(node.text);
    }
    if (isLoad(node)) {
      const [module] = node.arguments;
      modules.add(module && ts.isStringLiteral(module) ? module.text : node.getText());
    }
    ts.forEachChild(node, visit);
  };
  visit(script);
  return { modules, names };
}

function isLoad(node: ts.Node): node is ts.CallExpression {
  return (
    ts.isCallExpression(node) &&
    (node.expression.kind === ts.SyntaxKind.ImportKeyword ||
      (ts.isIdentifier(node.expression) && node.expression.text === "require"))
  );
}
