import assert from "node:assert/strict";
import fc, { type Arbitrary } from "fast-check";
import type { ExportFormat } from "../../src/telemetry/export/formats/format";
import { exportFormats } from "../../src/telemetry/export/formats/registry";
import type { IdentifierMode } from "../../src/telemetry/protect/identifiers";
import { decodedRecords, judgeDocument } from "../support/otlp/decodedRecords";
import { decodeBinaryLogsRequest } from "../support/otlp/logsRequest";
import { DESTINATION, completeFormats, memoryFs, runExport } from "../support/telemetry";

/** Letters that stand in no word of the rows, so that what survives is what was planted. */
const word = (minLength: number): Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...Array.from("qwxzjvkü")), minLength, maxLength: 12 });
const octet = fc.integer({ min: 1, max: 255 });
const group = fc.integer({ min: 0x1000, max: 0xffff }).map((value) => value.toString(16));

const planted = fc.record({
  user: word(5),
  other: word(5).map((name) => `o${name}`),
  host: word(5).map((name) => `h${name}`),
  ipV4: fc.tuple(octet, octet, octet, octet).map((octets) => octets.join(".")),
  ipV6: fc.tuple(group, group, group).map(([a, b, c]) => `2001:db8::${a}:${b}:${c}`),
  machine: fc.uuid(),
  session: fc.uuid(),
});
type Planted = typeof planted extends Arbitrary<infer Value> ? Value : never;

/** Text in which the planted names stand in all the ways in which telemetry spells them. */
const spellings: readonly ((names: Planted) => string)[] = [
  ({ user }) => `EACCES: permission denied, open '/home/${user}/.ssh/config'`,
  ({ user }) => `C:\\Users\\${user}\\AppData`,
  ({ user }) => `{"path":"C:\\\\Users\\\\${user}\\\\x"}`,
  ({ user }) => `file:///c%3A/Users/${encodeURIComponent(user)}/x`,
  ({ user, host }) => `https://${user}:pw@${host}.example.com:8443/@${user}/x?y=1`,
  ({ user, host }) => `coder-vscode.${host}.example.com--${user}--ws.main`,
  ({ user, host }) =>
    `vscode-remote://ssh-remote+coder-vscode.${host}.io--${user}--ws/home/${user}`,
  ({ other, host }) => `mail ${other}@${host}.example.com\nand ssh ${other}@${host}`,
  ({ host }) => `getaddrinfo ENOTFOUND ${host}`,
  ({ ipV4, ipV6 }) => `connect ECONNREFUSED ${ipV4}:443 or [${ipV6}]:80`,
  ({ ipV6 }) => ipV6,
  ({ machine, session }) => `window ${session} of ${machine}`,
  ({ user }) => `${user.toUpperCase()}'s /tmp/${user}_1 — ${user}`,
];

type Dialect = "A" | "B" | "C";
const sample = fc.record({
  names: planted,
  dialect: fc.constantFrom<Dialect[]>("A", "B", "C"),
  places: fc.array(fc.tuple(fc.nat(spellings.length - 1), fc.nat(5)), {
    minLength: 1,
    maxLength: 8,
  }),
});
type Sample = typeof sample extends Arbitrary<infer Value> ? Value : never;

/** A telemetry file whose two rows hold the same, at different times. */
function toFile({ names, dialect, places }: Sample): string {
  const context = {
    extension_version: "1.2.3",
    machine_id: names.machine,
    session_id: names.session,
    os_version: "6.8.0-51-generic",
  };
  const deployment_url = `https://${names.host}.example.com`;
  const texts = places.map(([spelling, place]) => [place, spellings[spelling]?.(names)] as const);
  const at = (place: number): (string | undefined)[] =>
    texts.flatMap(([where, text]) => (where === place ? [text] : []));
  const row = {
    event_name: "connection.lost",
    event_id: "00000000deadbeef",
    trace_id: "4bf92f3577b34da6a3ce929d0e0e4736",
    ...(dialect === "C" ? { deployment_url } : { context: { ...context, deployment_url } }),
    ...(dialect === "B" && { schema_version: 1 }),
    properties: { user: names.user, host: names.host, result: "success", output: at(0).join(" ") },
    measurements: { durationMs: 1.5 },
    error: { message: at(1).join("\n"), type: "Error", cause: { stack: at(2) } },
    added: { list: [[at(3)]], ...Object.fromEntries(at(4).map((text) => [String(text), 1])) },
    other: at(5),
  };
  const lines = [
    ...(dialect === "C" ? [{ kind: "header", schema_version: 1, context }] : []),
    { timestamp: "2026-03-01T10:00:00.000Z", ...row },
    { timestamp: "2026-03-01T11:00:00.000Z", ...row },
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

async function exported(
  file: string,
  format: ExportFormat,
  identifiers?: IdentifierMode,
): Promise<string> {
  const fs = memoryFs({ "telemetry-2026-03-01-0a1b2c3d.jsonl": file });
  const outcome = await runExport(fs, { format, identifiers });
  assert.ok(outcome.kind === "exported");
  assert.deepEqual([outcome.eventCount, outcome.skippedCount], [2, 0]);
  const document = fs.readFileSync(DESTINATION) as Buffer;
  check(format, document);
  return format.id === "otlpProtobuf" ? decodedText(document) : document.toString();
}

/** A binary document and what it says, in which IDs are hex. */
function decodedText(document: Buffer): string {
  const records = decodedRecords([decodeBinaryLogsRequest(document)]);
  const replace = (_key: string, value: unknown): unknown =>
    typeof value === "bigint" ? String(value) : value;
  return document.toString() + JSON.stringify(records, replace);
}

/** Throws when a document is not what the format says. */
function check(format: ExportFormat, document: Buffer): void {
  if (format.id === "json") {
    assert.ok(Array.isArray(JSON.parse(document.toString())));
  } else {
    judgeDocument(format, document);
  }
}

const SECRET = `ghp_aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA1bC2`;

for (const format of completeFormats) {
  describe(`identifiers in the format ${format.id}`, () => {
    it("survive nowhere when they get pseudonyms, in documents that are valid", async () => {
      const property = fc.asyncProperty(sample, async (one) => {
        const document = await exported(toFile(one), format, "pseudonymize");
        for (const name of Object.values(one.names)) {
          for (const spelling of [
            name,
            encodeURIComponent(name),
            JSON.stringify(name).slice(1, -1),
          ]) {
            assert.ok(
              !document.toLowerCase().includes(spelling.toLowerCase()),
              `${name}\n${document}`,
            );
          }
        }
        for (const kept of [
          "connection.lost",
          "deadbeef",
          "4bf92f35",
          "1.2.3",
          "6.8.0-51-generic",
        ]) {
          assert.ok(document.includes(kept), kept);
        }
      });
      await fc.assert(property, { seed: 20260301, numRuns: 100 });
    });

    it("have equal pseudonyms in both events, and others in another export", async () => {
      const [one] = fc.sample(sample, { seed: 1, numRuns: 1 });
      assert.ok(one);
      const sessionsOf = async (): Promise<string[]> =>
        (await exported(toFile(one), exportFormats[0], "pseudonymize")).match(/session-\w+/g) ?? [];
      const [first, ...others] = await sessionsOf();
      assert.ok(others.length > 0 && others.every((session) => session === first));
      assert.notEqual((await sessionsOf())[0], first);
    });

    it("are kept unless told otherwise, but no secret is", async () => {
      const row = {
        event_name: "a",
        timestamp: "2026-03-01T10:00:00Z",
        properties: { path: "/home/ada" },
        error: { message: `token ${SECRET} of https://ada:hunter2@dev.coder.com` },
      };
      const file = `${JSON.stringify(row)}\n${JSON.stringify({ ...row, password: "hunter2" })}\n`;
      for (const identifiers of [undefined, "keep", "pseudonymize"] as const) {
        const document = await exported(file, format, identifiers);
        assert.ok(!document.includes(SECRET) && !document.includes("hunter2"), document);
        assert.equal(document.includes("/home/ada"), identifiers !== "pseudonymize");
        assert.equal(document.includes("dev.coder.com"), identifiers !== "pseudonymize");
      }
    });
  });
}
