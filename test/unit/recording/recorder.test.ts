import assert from "node:assert/strict";
import { type SinonFakeTimers, useFakeTimers } from "sinon";
import { toRecordedError } from "../../../src/telemetry/recording/recordedError";
import type { Span } from "../../../src/telemetry/recording/service";
import { type EventRow, parseLine } from "../../../src/telemetry/stored/event";
import { recordTo } from "../../support/recording";

const NOW = Date.UTC(2026, 2, 1, 12);

describe("the telemetry service", () => {
  let clock: SinonFakeTimers;
  let rows: EventRow[];

  beforeEach(() => {
    clock = useFakeTimers({ now: NOW });
    rows = [];
  });
  afterEach(() => {
    clock.restore();
  });

  it("records an event as a row of dialect C", () => {
    recordTo(rows).log("telemetry.dropped", {}, { event_count: 3 });
    const [row] = rows;
    assert.ok(row);
    const { event_id, ...rest } = row;
    assert.match(String(event_id), /^[0-9a-f]{16}$/);
    assert.deepEqual(rest, {
      event_name: "telemetry.dropped",
      timestamp: "2026-03-01T12:00:00.000Z",
      event_sequence: 0,
      properties: {},
      measurements: { event_count: 3 },
      deployment_url: "",
    });
    assert.equal(parseLine(JSON.stringify(row)).kind, "event");
  });

  it("counts events of one window, each with an id of its own", () => {
    const telemetry = recordTo(rows);
    for (let count = 0; count < 100; count++) {
      telemetry.log("telemetry.dropped");
    }
    assert.deepEqual(
      rows.map((row) => row["event_sequence"]),
      rows.map((_, index) => index),
    );
    assert.equal(new Set(rows.map((row) => row["event_id"])).size, 100);
  });

  const outcomes: [
    what: string,
    operation: (span: Span<"activation">) => unknown,
    result: string,
    error?: object,
  ][] = [
    ["that resolves", () => Promise.resolve(), "success"],
    ["that returns at once", () => 1, "success"],
    [
      "that is called off",
      (span) => {
        span.markAborted();
      },
      "aborted",
    ],
    [
      "that says it failed",
      (span) => {
        span.markError();
      },
      "error",
    ],
    [
      "that says why it failed",
      (span) => {
        span.markError(Object.assign(new Error("/home/me"), { code: "EACCES" }));
      },
      "error",
      { message: "Error: EACCES", type: "Error", code: "EACCES" },
    ],
    ["that rejects", () => Promise.reject(new TypeError("x")), "error", typeError()],
    [
      "that throws",
      () => {
        throw new TypeError("x");
      },
      "error",
      typeError(),
    ],
  ];
  for (const [what, operation, result, error] of outcomes) {
    it(`records an operation ${what} as ${result}, once, at its end`, async () => {
      const trace = recordTo(rows).trace("activation", (span) => {
        clock.tick(1500);
        assert.equal(rows.length, 0);
        return operation(span);
      });
      await trace.catch(() => undefined);
      assert.equal(rows.length, 1);
      const [row] = rows;
      assert.deepEqual(row?.["properties"], { result });
      assert.deepEqual(row["measurements"], { durationMs: 1500 });
      assert.deepEqual(row["error"], error);
      assert.match(String(row["trace_id"]), /^[0-9a-f]{32}$/);
      assert.equal("parent_event_id" in row, false);
    });
  }

  it("resolves and rejects as the operation does", async () => {
    const telemetry = recordTo(rows);
    const failure = new Error("mine");
    assert.equal(await telemetry.trace("activation", () => 42), 42);
    await assert.rejects(
      telemetry.trace("activation", () => Promise.reject(failure)),
      (error) => error === failure,
    );
  });

  it("records what the operation says of itself", async () => {
    await recordTo(rows).trace(
      "telemetry.export",
      (span) => {
        span.setProperty("format", "otlp");
        span.setMeasurement("event_count", 7);
      },
      { range: "allTime" },
    );
    assert.deepEqual(rows[0]?.["properties"], {
      range: "allTime",
      format: "otlp",
      result: "success",
    });
    assert.deepEqual(rows[0]["measurements"], { event_count: 7, durationMs: 0 });
  });

  it("makes one family of an operation, its phases and what they log", async () => {
    await recordTo(rows).trace("telemetry.export", async (span) => {
      await span.phase("flush", () => clock.tick(10));
      span.log("flush");
      span.logError("flush", new Error("x"));
    });
    const [phase, logged, failed, parent] = rows;
    assert.deepEqual(
      rows.map(({ event_name }) => event_name),
      [
        "telemetry.export.flush",
        "telemetry.export.flush",
        "telemetry.export.flush",
        "telemetry.export",
      ],
    );
    assert.equal(new Set(rows.map((row) => row["trace_id"])).size, 1);
    for (const child of [phase, logged, failed]) {
      assert.equal(child?.["parent_event_id"], parent?.["event_id"]);
    }
    assert.deepEqual(phase?.["measurements"], { durationMs: 10 });
    assert.deepEqual(failed?.["error"], { message: "Error", type: "Error" });
  });

  it("records nothing while it is off, also of what began before", async () => {
    const telemetry = recordTo(rows);
    await telemetry.trace("activation", () => {
      telemetry.log("telemetry.dropped");
      telemetry.isEnabled = false;
      telemetry.log("telemetry.dropped");
    });
    assert.equal(rows.length, 1);
    assert.equal(rows[0]?.event_name, "telemetry.dropped");
  });
});

describe("a service whose events can't be recorded", () => {
  it("neither throws nor rejects, and tells why elsewhere", async () => {
    const errors: unknown[] = [];
    const telemetry = recordTo([], errors);
    const hostile = Object.defineProperty(new Error("x"), "code", {
      get: () => {
        throw new Error("a trap");
      },
    });
    telemetry.logError("telemetry.dropped", hostile);
    await assert.rejects(
      telemetry.trace("activation", () => Promise.reject(hostile)),
      (error) => error === hostile,
    );
    assert.deepEqual(errors.map(String), ["Error: a trap", "Error: a trap"]);
  });
});

describe("a recorded error", () => {
  const path = "/home/me/secret";
  const missing = Object.assign(new Error(`ENOENT: no such file, open '${path}'`), {
    code: "ENOENT",
    path,
  });
  const cases: [what: string, error: unknown, expected: object][] = [
    ["a plain one", new Error(path), { message: "Error", type: "Error" }],
    ["one of another kind", new RangeError(path), { message: "RangeError", type: "RangeError" }],
    [
      "one of the operating system",
      missing,
      { message: "Error: ENOENT", type: "Error", code: "ENOENT" },
    ],
    [
      "one with a cause",
      new Error(path, { cause: missing }),
      { message: "Error: ENOENT", type: "Error", code: "ENOENT" },
    ],
    [
      "one whose code is a text of somebody's",
      Object.assign(new Error("x"), { code: path }),
      { message: "Error", type: "Error" },
    ],
    [
      "one whose name is no text",
      Object.assign(new Error(path), { name: 7 }),
      { message: "7", type: "7" },
    ],
    ["a text", path, { message: "string", type: "string" }],
    ["nothing", undefined, { message: "undefined", type: "undefined" }],
  ];
  for (const [what, error, expected] of cases) {
    it(`keeps kind and code of ${what}, and no word of its message`, () => {
      assert.deepEqual(toRecordedError(error), expected);
    });
  }

  it("survives an error that is its own cause", () => {
    const error = new Error("x");
    error.cause = error;
    assert.deepEqual(toRecordedError(error), { message: "Error", type: "Error" });
  });
});

function typeError(): object {
  return { message: "TypeError", type: "TypeError" };
}
