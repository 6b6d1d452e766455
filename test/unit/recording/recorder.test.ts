import assert from "node:assert/strict";
import { inspect } from "node:util";
import { type SinonFakeTimers, useFakeTimers } from "sinon";
import { toRecordedError } from "../../../src/telemetry/recording/recordedError";
import { type EventSink, TelemetryRecorder } from "../../../src/telemetry/recording/recorder";
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
    const failure = new Error("the sink's");
    const sink: EventSink = {
      write: () => {
        throw failure;
      },
    };
    const telemetry = new TelemetryRecorder(sink, (error) => errors.push(error));
    telemetry.log("telemetry.dropped");
    assert.equal(await telemetry.trace("activation", () => 42), 42);
    assert.deepEqual(errors, [failure, failure]);
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
      "one of a class of its own",
      named("AssertionError"),
      { message: "AssertionError", type: "AssertionError" },
    ],
    [
      "one of the platform's codes",
      Object.assign(new Error(path), { code: "ERR_HTTP2_ERROR" }),
      { message: "Error: ERR_HTTP2_ERROR", type: "Error", code: "ERR_HTTP2_ERROR" },
    ],
    ...[
      7,
      "",
      path,
      "ada lovelace",
      "ghp_0123456789abcdefABCDEF0123456789abcd",
      "AdaError at /home/me",
      "Error\n",
      `${"A".repeat(60)}Error`,
      { toString: () => path },
      Symbol("secret"),
    ].map((name): [string, unknown, object] => [
      `one whose name is ${inspect(name)}`,
      named(name),
      { message: "Error", type: "Error" },
    ]),
    ...["ghp_0123456789abcdefABCDEF0123456789abcd", "AKIAIOSFODNN7EXAMPLE", "", "x".repeat(65)].map(
      (code): [string, unknown, object] => [
        `one whose code is "${code}"`,
        Object.assign(new Error("x"), { code }),
        { message: "Error", type: "Error" },
      ],
    ),
    ["a text", path, { message: "string", type: "string" }],
    ["nothing", undefined, { message: "undefined", type: "undefined" }],
  ];
  for (const [what, error, expected] of cases) {
    it(`keeps kind and code of ${what}, and no word of its message`, () => {
      assert.deepEqual(toRecordedError(error), expected);
    });
  }

  const trap = (): never => {
    throw new Error("a trap");
  };
  const traps: [what: string, error: unknown, expected: object][] = [
    ...["name", "message", "code", "cause", "stack"].map((key): [string, unknown, object] => [
      `the ${key} of an error throws`,
      Object.defineProperty(new Error("x"), key, { get: trap }),
      { message: "Error", type: "Error" },
    ]),
    [
      "the code of the cause throws",
      Object.assign(
        new Error("x", { cause: Object.defineProperty(new Error(), "code", { get: trap }) }),
        { code: "EIO" },
      ),
      { message: "Error: EIO", type: "Error", code: "EIO" },
    ],
    [
      "everything about a proxy throws",
      new Proxy(new Error("x"), { get: trap, has: trap, getPrototypeOf: trap, ownKeys: trap }),
      { message: "object", type: "object" },
    ],
    [
      "every field of a proxy throws",
      new Proxy(new Error("x"), { get: trap, has: trap }),
      { message: "Error", type: "Error" },
    ],
    ["a proxy is revoked", revoked(), { message: "object", type: "object" }],
  ];
  for (const [what, error, expected] of traps) {
    it(`does not lose its event where ${what}`, async () => {
      const rows: EventRow[] = [];
      const errors: unknown[] = [];
      const telemetry = recordTo(rows, errors);
      telemetry.logError("telemetry.dropped", error);
      await telemetry
        .trace("activation", () => Promise.reject(error as Error))
        .catch(() => undefined);
      assert.deepEqual(errors, []);
      assert.deepEqual(
        rows.map((row) => row["error"]),
        [expected, expected],
      );
    });
  }

  it("comes to an end where each cause has another one", () => {
    const endless = (): Error =>
      Object.defineProperty(Object.assign(new Error("x"), { code: "EIO" }), "cause", {
        get: endless,
      });
    const { message, type, code } = toRecordedError(endless());
    assert.deepEqual({ type, code }, { type: "Error", code: "EIO" });
    assert.ok(message.length < 200);
  });

  it("survives an error that is its own cause", () => {
    const error = new Error("x");
    error.cause = error;
    assert.deepEqual(toRecordedError(error), { message: "Error", type: "Error" });
  });
});

function named(name: unknown): Error {
  return Object.defineProperty(new Error("x"), "name", { value: name });
}

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable(new Error("x"), {});
  revoke();
  return proxy;
}

function typeError(): object {
  return { message: "TypeError", type: "TypeError" };
}
