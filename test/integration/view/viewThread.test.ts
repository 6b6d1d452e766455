import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Problems } from "../../../src/telemetry/read/problem";
import type { ViewedSources } from "../../../src/telemetry/view/index/viewedFiles";
import {
  ViewThread,
  type ViewThreadCommand,
  type ViewThreadMessage,
} from "../../../src/telemetry/view/viewThread";
import { jsonl, row } from "../../support/rows";
import { ThreadPlace } from "../../support/threadPlace";

const WORKER = join(__dirname, "../../../src/telemetry/view/index/worker.js");

describe("the thread of a view", () => {
  let place: ThreadPlace;
  let threads: ViewThread[];

  beforeEach(() => {
    place = new ThreadPlace();
    threads = [];
  });
  afterEach(() => {
    threads.forEach((thread) => {
      thread.dispose();
    });
    place.remove();
  });

  /** Starts a thread. Resolves to its messages up to one of a kind. */
  function messagesUntil(
    kind: ViewThreadMessage["kind"],
    viewed: ViewedSources,
    { worker = WORKER, commands = [] as readonly ViewThreadCommand[] } = {},
  ): Promise<readonly ViewThreadMessage[]> {
    return new Promise((resolve) => {
      const messages: ViewThreadMessage[] = [];
      const thread = new ViewThread(worker, viewed, (message) => {
        messages.push(message);
        if (message.kind === kind) {
          resolve(messages);
        }
      });
      threads.push(thread);
      for (const command of commands) {
        thread.send(command);
      }
    });
  }

  async function failureOf(viewed: ViewedSources, worker?: string): Promise<string> {
    const message = (await messagesUntil("failed", viewed, { ...(worker && { worker }) })).at(-1);
    return message?.kind === "failed" ? message.message : "";
  }

  it("answers a request that comes before everything is read", async () => {
    place.write("telemetry-2026-03-01.jsonl", [jsonl(row()).trim()]);
    const commands = [
      {
        kind: "request",
        id: 7,
        what: "rows",
        request: { filter: {}, offset: 0, count: 1 },
      },
    ] as const;
    const sources = [{ directory: place.directory }];
    const messages = await messagesUntil("answer", { sources }, { commands });
    const answer = messages.find((message) => message.kind === "answer");
    assert.deepEqual(
      [answer?.id, answer && "total" in answer.answer && answer.answer.total],
      [7, 1],
    );
  });

  it("counts what could not be extracted from a support bundle", async () => {
    place.write("telemetry-2026-03-01.jsonl", [jsonl(row()).trim()]);
    const problems = new Problems();
    problems.add({ file: "bundle.zip/telemetry-2026-03-02.jsonl", reason: "encryptedEntry" });
    problems.add({ file: "bundle.zip/telemetry-2026-03-03.jsonl", reason: "checksumMismatch" });
    const viewed = { sources: [{ directory: place.directory }], problems };
    const opened = (await messagesUntil("opened", viewed)).at(-1);
    assert.ok(opened?.kind === "opened");
    const { eventCount, skippedCount } = opened.overview;
    assert.deepEqual({ eventCount, skippedCount }, { eventCount: 1, skippedCount: 2 });
    assert.deepEqual(opened.losses.problems, problems.problems);
  });

  it("has nothing to show without a folder", async () => {
    const viewed = { sources: [{ directory: join(place.folder, "none") }] };
    const opened = (await messagesUntil("opened", viewed)).at(-1);
    assert.equal(opened?.kind === "opened" && opened.overview.eventCount, 0);
  });

  it("names the file that is missing, and the folder that is none", async () => {
    const file = join(place.folder, "coder-telemetry-x.json");
    assert.match(await failureOf({ file }), /ENOENT.*coder-telemetry-x\.json/);
    writeFileSync(file, "");
    assert.match(
      await failureOf({ sources: [{ directory: file }] }),
      /ENOTDIR.*coder-telemetry-x\.json/,
    );
  });

  for (const [what, source, expected] of [
    ["throws", "throw new Error('No.')", /^No\.$/],
    ["exits", "process.exit(3)", /^exit 3$/],
    ["ends", "", /^exit 0$/],
  ] as const) {
    it(`tells that it ${what}`, async () => {
      const worker = join(place.folder, "worker.js");
      writeFileSync(worker, source);
      assert.match(await failureOf({ sources: [] }, worker), expected);
    });
  }
});
