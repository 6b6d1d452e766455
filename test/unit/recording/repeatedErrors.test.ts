import assert from "node:assert/strict";
import { type SinonFakeTimers, useFakeTimers } from "sinon";
import { RepeatedErrors } from "../../../src/telemetry/recording/repeatedErrors";

const HOUR_MS = 3_600_000;

describe("repeated errors", () => {
  let clock: SinonFakeTimers;
  let reports: [error: unknown, repeats: number][];
  let errors: RepeatedErrors;

  beforeEach(() => {
    clock = useFakeTimers();
    reports = [];
    errors = new RepeatedErrors((error, repeats) => reports.push([error, repeats]));
  });
  afterEach(() => {
    clock.restore();
  });

  const failure = (code: string, message = ""): Error =>
    Object.assign(new Error(message), { code });
  const full = failure("ENOSPC");
  const addMany = (count: number): void => {
    for (let index = 0; index < count; index++) {
      errors.add(failure("EIO", `number ${index}`));
    }
  };
  const described = (): string[] =>
    reports.map(([error, repeats]) => `${error instanceof Error ? error.message : ""}: ${repeats}`);

  it("are reported once at first, and once an hour with their number and the latest", () => {
    addMany(700);
    assert.deepEqual(described(), ["number 0: 0"]);
    clock.tick(HOUR_MS);
    assert.deepEqual(described(), ["number 0: 0", "number 699: 699"]);
    addMany(5);
    assert.equal(reports.length, 2);
    clock.tick(HOUR_MS);
    assert.deepEqual(described().slice(2), ["number 4: 5"]);
  });

  it("are each reported when they are of different kinds", () => {
    const denied = failure("EACCES");
    for (const error of [full, denied, full]) {
      errors.add(error);
    }
    errors.flush();
    assert.deepEqual(reports, [
      [full, 0],
      [denied, 0],
      [full, 1],
    ]);
  });

  it("are reported at once again after hours without one", () => {
    errors.add(full);
    errors.add(full);
    clock.tick(HOUR_MS);
    errors.add(full);
    clock.tick(2 * HOUR_MS);
    assert.equal(reports.length, 3);
    errors.add(full);
    assert.deepEqual(reports.at(-1), [full, 0]);
  });

  it("are few reports also when each error is of a kind of its own", () => {
    for (let index = 0; index < 700; index++) {
      errors.add(failure(`E${index}`));
    }
    clock.tick(HOUR_MS);
    assert.ok(reports.length < 30);
    assert.equal(
      reports.reduce((sum, [, repeats]) => sum + Math.max(1, repeats), 0),
      700,
    );
  });

  it("are reported when recording ends, and no timer is left", () => {
    addMany(3);
    errors.flush();
    assert.deepEqual(described(), ["number 0: 0", "number 2: 2"]);
    assert.equal(clock.countTimers(), 0);
  });
});
