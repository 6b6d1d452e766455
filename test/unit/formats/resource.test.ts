import assert from "node:assert/strict";
import { resourceText } from "../../../src/telemetry/export/formats/otlp/json/encoder";
import { resourceEncoder } from "../../../src/telemetry/export/formats/otlp/resource";
import type { EventRow } from "../../../src/telemetry/stored/event";
import { event } from "../../support/telemetry";

const SERVICE = { "service.name": "coder-vscode-extension" };

describe("OTLP resource", () => {
  const cases: [what: string, fields: Partial<EventRow>, expected: Record<string, unknown>][] = [
    ["no context", {}, SERVICE],
    ["a null context", { context: null }, SERVICE],
    [
      "a whole context",
      {
        context: {
          extension_version: "1.9.2",
          machine_id: "machine",
          session_id: "session",
          os_type: "linux",
          os_version: "6.1",
          host_arch: "arm64",
          platform_name: "Visual Studio Code",
          platform_version: "1.105.0",
          deployment_url: "https://coder.example.com",
        },
      },
      {
        ...SERVICE,
        "service.version": "1.9.2",
        "service.instance.id": "session",
        "host.id": "machine",
        "host.arch": "arm64",
        "os.type": "linux",
        "os.version": "6.1",
        "vscode.platform.name": "Visual Studio Code",
        "vscode.platform.version": "1.105.0",
        "coder.deployment.url": "https://coder.example.com",
      },
    ],
    ["an empty deployment URL", { context: { deployment_url: "" }, deployment_url: "" }, SERVICE],
    [
      "a deployment URL on the row, as in dialect C",
      { context: {}, deployment_url: "https://row.example.com" },
      { ...SERVICE, "coder.deployment.url": "https://row.example.com" },
    ],
    [
      "two deployment URLs that differ",
      { context: { deployment_url: "https://a" }, deployment_url: "https://b" },
      {
        ...SERVICE,
        "coder.deployment.url": "https://a",
        "coder.coder.deployment.url": "https://b",
      },
    ],
    [
      "the same deployment URL twice",
      { context: { deployment_url: "https://a" }, deployment_url: "https://a" },
      { ...SERVICE, "coder.deployment.url": "https://a" },
    ],
    [
      "fields that this version does not know",
      { context: { region: "eu", "": "nameless" } },
      { ...SERVICE, "coder.context.region": "eu", "coder.context.": "nameless" },
    ],
    ["a context that is no object", { context: "odd" }, { ...SERVICE, "coder.context": "odd" }],
    ...[
      ["x64", "amd64"],
      ["arm", "arm32"],
      ["ia32", "x86"],
      ["ppc", "ppc32"],
      ["riscv64", "riscv64"],
      ["constructor", "constructor"],
    ].map(([stored, expected]): [string, Partial<EventRow>, Record<string, unknown>] => [
      `the architecture ${stored}`,
      { context: { host_arch: stored } },
      { ...SERVICE, "host.arch": expected },
    ]),
    ...[
      ["win32", "windows"],
      ["sunos", "solaris"],
      ["darwin", "darwin"],
    ].map(([stored, expected]): [string, Partial<EventRow>, Record<string, unknown>] => [
      `the system ${stored}`,
      { context: { os_type: stored } },
      { ...SERVICE, "os.type": expected },
    ]),
  ];
  for (const [what, fields, expected] of cases) {
    it(`of ${what}`, () => {
      const { attributes } = JSON.parse(resourceText(event(fields))) as { attributes: object[] };
      assert.deepEqual(
        attributes,
        Object.entries(expected).map(([key, stringValue]) => ({ key, value: { stringValue } })),
      );
    });
  }

  it("is each event's own, whichever came before", () => {
    const [first, second] = [{ session_id: "first" }, { session_id: "second" }];
    const url = "https://coder.example.com";
    const events = [
      { context: first },
      { context: second },
      { context: first },
      // Of dialect C, where one context goes with the URL of each row.
      { context: first, deployment_url: url },
      { context: second, deployment_url: url },
      { context: first },
      { context: { ...first } },
      { context: { ...first, list: ["a"] } },
      { context: null },
      {},
      { context: "text" },
      { context: second },
    ].map((fields) => event(fields));
    const resourceOf = resourceEncoder(resourceText);
    assert.deepEqual(events.map(resourceOf), events.map(resourceText));
  });
});
