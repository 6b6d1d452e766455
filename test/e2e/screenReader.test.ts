import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { writeSampleTelemetry } from "../../scripts/sampleTelemetry";
import { DAY_MS, formatUtcDate } from "../../src/telemetry/stored/utcDate";
import { waitUntil } from "../support/waitUntil";
import { type AccessibleNode, accessibilityTree } from "./accessibilityTree";
import { openUntil } from "./openUntil";
import type { Workbench } from "./workbench";

/** What is to be heard of an element, whole or in part. */
type Heard = { readonly [Name in keyof AccessibleNode]?: AccessibleNode[Name] | RegExp };

const now = Date.now();
const today = formatUtcDate(now);

describe("a person with a screen reader and a keyboard alone", () => {
  const openWorkbench = openUntil(after);
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({
      settings: { "coder.telemetry.level": "off", "editor.accessibilitySupport": "on" },
      telemetry: async (directory) => {
        await writeSampleTelemetry(directory, { end: new Date(now), days: 10 });
      },
    });
  });

  const destination = (name: string): string => join(workbench.directories.workspaceDir, name);

  /** Waits until one element says all of this, and returns the tree that it stands in. */
  async function hear(expected: Heard): Promise<AccessibleNode[]> {
    return waitUntil(
      inspect(expected),
      () => accessibilityTree(workbench.page),
      (nodes) => nodes.some((node) => says(node, expected)),
    );
  }

  /** The input that has the focus. */
  async function hearInput(expected: Heard): Promise<AccessibleNode[]> {
    return hear({ role: "textbox", isFocused: true, ...expected });
  }

  /** The entry that Enter takes. */
  async function hearEntry(name: RegExp): Promise<AccessibleNode[]> {
    return hear({ role: "option", isSelected: true, name });
  }

  async function type(text: string): Promise<void> {
    await workbench.press("ctrl+a");
    await workbench.page.keyboard.type(text);
    await hearInput({ value: text });
  }

  /** Exports the last 7 days as a JSON array, which nothing chosen before puts further down. */
  async function exportWeek(path: string): Promise<void> {
    await workbench.press("ctrl+k shift+t");
    await hearInput({ name: / - Export Telemetry \(1\/\d\)$/ });
    await workbench.page.keyboard.type("Last 7");
    await hearEntry(/^Last 7 days/);
    await workbench.press("enter");
    await hearInput({ name: / - Export Telemetry \(2\/3\)$/ });
    await workbench.page.keyboard.type("array");
    await hearEntry(/^JSON array/);
    await workbench.press("enter");
    await hearInput({ name: /\(3\/3\)$/, value: /\.json$/ });
    await saveAs(path);
  }

  /** VS Code's dialog takes no Enter while it looks at what was typed. */
  async function saveAs(path: string): Promise<void> {
    await type(path);
    await waitUntil(
      `the dialog to take ${path}`,
      async () => {
        await workbench.press("enter");
        return workbench.quickInput.closesWithin(3_000);
      },
      (isClosed) => isClosed,
    );
  }

  it("hears what the status-bar item is, and whether recording is on", async () => {
    await hear({ role: "button", name: "Coder Telemetry. Recording is off." });
  });

  it("hears each step, what can be chosen, what is wrong, and the result", async () => {
    const start = formatUtcDate(now - 3 * DAY_MS);
    await workbench.press("ctrl+k shift+t");
    const range = await hearInput({
      name: /^Select a date range\. Stored \(UTC\): .* · 10 days · [\d.]+ [kM]B - Export Telemetry \(1\/3\)$/,
    });
    assert.deepEqual(
      options(range).map((name) => name.replace(/, .*/, "")),
      ["Last 7 days", "Last 24 hours", "Last 30 days", "All time", "Custom range…"],
    );
    for (const name of options(range)) {
      assert.match(name, / \d+ files · [\d.]+ [kM]B$/, name);
    }
    await hearEntry(/^Last 7 days, \d+ files/);
    // From the first entry to the last.
    await workbench.press("up");
    await hearEntry(/^Custom range…, .* · \d+ files/);
    await workbench.press("enter");

    await hearInput({
      name: "YYYY-MM-DD - Export Telemetry (2/5)",
      description: new RegExp(
        `^First day to export \\(inclusive\\)\\. Dates are in UTC\\. Today is ${today}\\.`,
      ),
    });
    await type("2026-02-30");
    await hearInput({ description: "This date does not exist." });
    await type(start);
    await hearInput({ description: /^First day/ });
    await workbench.press("enter");
    await hearInput({ name: "YYYY-MM-DD - Export Telemetry (3/5)", description: /^Last day/ });

    // VS Code's own key for Back, on Linux.
    await workbench.press("ctrl+alt+-");
    await hearInput({ name: /\(2\/5\)$/, value: start });
    await workbench.press("enter");
    await hearInput({ name: /\(3\/5\)$/ });
    await type(today);
    await workbench.press("enter");

    const format = await hearInput({
      name: "Select an export format. Identifiers are kept. - Export Telemetry (4/5)",
    });
    assert.deepEqual(
      options(format).map((name) => name.replace(/, .*/, "")),
      [
        "JSON array",
        "OTLP/JSON",
        "OTLP/JSON Lines",
        "OTLP/Protobuf",
        "OTLP/JSON Traces",
        "OTLP/JSON Metrics",
      ],
    );
    await hearEntry(/^JSON array, For reading and audits/);
    await workbench.press("shift+tab");
    await hear({ role: "button", isFocused: true, name: /^Identifiers are kept\. Replace IDs, / });
    await workbench.press("enter");
    await hearInput({
      name: "Select an export format. Identifiers are replaced with pseudonyms. - Export Telemetry (4/5)",
    });
    await hearEntry(/^JSON array/);
    await workbench.press("down");
    await hearEntry(/^OTLP\/JSON, For an OpenTelemetry endpoint/);
    await workbench.press("enter");

    await hearInput({ name: "Folder path - Export Telemetry (5/5)", value: /\.otlp\.json$/ });
    const path = destination("heard.otlp.json");
    await saveAs(path);
    await hear({
      role: "alert",
      text: new RegExp(
        `^Info: Exported [\\d,]+ events \\([\\d.]+ [kM]B\\) to ${path}\\. Identifiers were replaced with pseudonyms\\.$`,
      ),
    });
    assert.match(readFileSync(path, "utf8"), /"stringValue":"machine-[0-9a-f]{12}"/);
  });

  it("gets to the notification, and opens the file from there", async () => {
    await workbench.press("f1");
    await hearInput({ value: ">" });
    await workbench.page.keyboard.type("Notifications: Focus Notification Toast");
    await hearEntry(/^Notifications: Focus Notification Toast/);
    await workbench.press("enter");
    await hear({
      isFocused: true,
      name: /^Info: Exported .*, source: Coder Telemetry, notification/,
    });
    await workbench.press("tab");
    await hear({ role: "button", name: "Copy curl Command", isFocused: true });
    await workbench.press("tab");
    await hear({ role: "button", name: "Open", isFocused: true });
    await workbench.press("enter");
    await hear({ role: "tab", name: /^heard\.otlp\.json/, isSelected: true });
  });

  it("hears that something is missing, and finds the details first", async () => {
    const { telemetryDir } = workbench.directories;
    writeFileSync(join(telemetryDir, `telemetry-${today}-ffffffff.jsonl`), '{"torn');
    await exportWeek(destination("torn.json"));
    await hear({ role: "alert", text: /^Warning: Exported .* 1 unreadable entry was skipped\.$/ });
    await hear({ role: "button", name: "Show Details" });
  });

  it("hears what failed", async () => {
    await exportWeek("/sys/export.json");
    await hear({ role: "alert", text: /^Error: .* Nothing was saved to \/sys\/export\.json\.$/ });
    await hear({ role: "button", name: "Choose Another Place…" });
    await hear({ role: "button", name: "Show Log" });
  });
});

function says(node: AccessibleNode, expected: Heard): boolean {
  return Object.entries(expected).every(([name, value]) => {
    const actual = node[name as keyof AccessibleNode];
    return value instanceof RegExp ? value.test(String(actual)) : actual === value;
  });
}

function options(nodes: readonly AccessibleNode[]): string[] {
  return nodes.filter(({ role }) => role === "option").map(({ name }) => name);
}
