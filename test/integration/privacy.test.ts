import assert from "node:assert/strict";
import type { ExportFormat } from "../../src/telemetry/export/formats/format";
import type { IdentifierMode } from "../../src/telemetry/protect/identifiers";
import { fill, nameSets, wordsOf } from "../fixtures/privacy/identifiers/names";
import { rows as identifierRows } from "../fixtures/privacy/identifiers/rows";
import { addresses, coder, homes, hosts, people } from "../fixtures/privacy/identifiers/texts";
import { SECRET, USER, paths } from "../fixtures/privacy/paths";
import { survivorOf } from "../fixtures/privacy/planted";
import { namedSecrets } from "../fixtures/privacy/secretFormats";
import { surroundings } from "../fixtures/privacy/surroundings";
import { judgeDocument } from "../support/otlp/decodedRecords";
import { jsonl, row } from "../support/rows";
import { DESTINATION, completeFormats, memoryFs, runExport } from "../support/telemetry";

/** The document of one file, which must be valid and hold every event. */
async function exported(
  file: string,
  eventCount: number,
  { format, mode }: { format: ExportFormat; mode: IdentifierMode },
): Promise<string> {
  const fs = memoryFs({ "telemetry-2026-03-01-0a1b2c3d.jsonl": file });
  const outcome = await runExport(fs, { format, identifiers: mode });
  assert.ok(outcome.kind === "exported");
  assert.deepEqual([outcome.eventCount, outcome.skipped], [eventCount, []]);
  const bytes = fs.readFileSync(DESTINATION) as Buffer;
  const document = bytes.toString();
  if (format.id === "json") {
    assert.equal((JSON.parse(document) as unknown[]).length, eventCount);
  } else {
    const requests = judgeDocument(format, bytes);
    const records = requests
      .flatMap(({ resourceLogs }) => resourceLogs)
      .flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords));
    assert.equal(records.length, eventCount);
  }
  return document;
}

const isHeader = (line: object | string): boolean =>
  typeof line !== "string" && "kind" in line && !("event_name" in line);

function toFile(lines: readonly (object | string)[]): string {
  return lines.map((line) => (typeof line === "string" ? `${line}\n` : jsonl(line))).join("");
}

for (const format of completeFormats) {
  for (const mode of ["keep", "pseudonymize"] as const) {
    describe(`an export as ${format.id} with ${mode}`, () => {
      for (const [path, lines] of Object.entries(paths)) {
        it(`has no secret by way of ${path}`, async () => {
          const count = lines.filter((line) => !isHeader(line)).length;
          const document = await exported(toFile(lines), count, { format, mode });
          const parts = mode === "keep" ? [SECRET] : [SECRET, USER];
          assert.equal(survivorOf({ parts }, document), undefined, document);
        });
      }

      it("has no secret of a known format", async () => {
        const surround = Object.values(surroundings);
        const rows = namedSecrets.flatMap(({ text }, index) => {
          const texts = [0, 1, 2].map((more) =>
            surround[(3 * index + more) % surround.length]?.(text),
          );
          const [message, output, added = ""] = texts;
          return [
            { kind: "header", context: { added: message } },
            row({ error: { message }, properties: { output, [added]: "1" } }),
          ];
        });
        const document = await exported(toFile(rows), rows.length / 2, { format, mode });
        for (const secret of namedSecrets) {
          assert.equal(survivorOf(secret, document), undefined, secret.name);
        }
      });
    });
  }

  describe(`an export as ${format.id} with pseudonymize`, () => {
    for (const [kind, names] of Object.entries(nameSets)) {
      it(`has no identifier of ${kind}`, async () => {
        const texts = [homes, people, hosts, addresses, coder].flat();
        const rows = texts.map((text) => {
          const message = fill(text, names);
          return row({ context: { added: message }, error: { message }, [message]: [message] });
        });
        const told = Object.values(identifierRows).map((rowOf) => row(rowOf(names)));
        const all = [...rows, ...told];
        const document = await exported(toFile(all), all.length, { format, mode: "pseudonymize" });
        const { user, full, host, domain, workspace, ipv4, phone } = names;
        const words = [user, full, host, domain, workspace].flatMap(wordsOf);
        assert.equal(survivorOf({ parts: [...words, ipv4, phone] }, document), undefined);
      });
    }
  });
}
