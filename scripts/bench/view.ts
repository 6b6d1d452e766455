// Measures how long the telemetry view takes to read and to filter, on its own thread, as the
// extension runs it.
import { join } from "node:path";
import type { Overview, ViewFilter } from "../../src/telemetry/view/messages";
import { ViewThread, type ViewThreadMessage } from "../../src/telemetry/view/viewThread";
import { type DataShape, usualShape } from "./dataShape";
import { runFloor } from "./floor";
import { type BenchOptions, type Measurement, timeOf } from "./measurement";
import { peakMemory } from "./memory";
import { countRows, telemetryFolder, timeWith } from "./telemetryData";

const WORKER = join(__dirname, "../../src/telemetry/view/index/worker.js");

const shapeOf = ({ size }: BenchOptions): DataShape => ({ ...usualShape, size });

/** A view that has read its telemetry. */
class OpenView {
  private readonly thread: ViewThread;
  private hear: (message: ViewThreadMessage) => void = () => undefined;

  constructor(directory: string) {
    this.thread = new ViewThread(WORKER, { sources: [{ directory }] }, (message) => {
      this.hear(message);
    });
  }

  /** Resolves when all telemetry is read. */
  opened(): Promise<Overview> {
    return this.next((message) => (message.kind === "opened" ? message.overview : undefined));
  }

  /** Resolves to the number of events that match. */
  count(filter: ViewFilter): Promise<number> {
    const request = { filter, offset: 0, count: 100 };
    const counted = this.next((message) =>
      message.kind === "answer" && "total" in message.answer ? message.answer.total : undefined,
    );
    this.thread.send({ kind: "request", id: 1, what: "rows", request });
    return counted;
  }

  close(): void {
    this.thread.dispose();
  }

  private next<T>(pick: (message: ViewThreadMessage) => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      this.hear = (message) => {
        const picked = pick(message);
        if (picked !== undefined) {
          resolve(picked);
        } else if (message.kind === "failed" || message.kind === "refused") {
          reject(new Error(message.message));
        }
      };
    });
  }
}

async function openAll(directory: string): Promise<OpenView> {
  const view = new OpenView(directory);
  const { eventCount } = await view.opened();
  const expected = await countRows(directory);
  if (eventCount !== expected) {
    throw new Error(`The view has ${eventCount} of ${expected} rows.`);
  }
  return view;
}

const FLOOR = "floor, 30 days of dialect C, for the view";

function filterTime(name: string, filter: ViewFilter, limit: number): Measurement {
  return {
    name: `view: filter by ${name}`,
    unit: "ms",
    against: [{ baseline: FLOOR, limit }],
    prepare: (options) => telemetryFolder(shapeOf(options), options),
    run: async (_directory, options) => {
      const view = await openAll(await telemetryFolder(shapeOf(options), options));
      const time = await timeOf(() => view.count(filter));
      view.close();
      return time;
    },
  };
}

const memoryOfView: Measurement = {
  name: "memory of the view",
  unit: "MB",
  limit: 60,
  prepare: (options) => telemetryFolder(shapeOf(options), options),
  run: async (_directory, options) => {
    const telemetry = await telemetryFolder(shapeOf(options), options);
    return peakMemory(async () => {
      (await openAll(telemetry)).close();
    });
  },
};

export const viewMeasurements: readonly Measurement[] = [
  timeWith(FLOOR, shapeOf, runFloor),
  timeWith(
    "view: all events are read",
    shapeOf,
    async (telemetry) => {
      (await openAll(telemetry)).close();
    },
    [{ baseline: FLOOR, limit: 2.5 }],
  ),
  // Names, results and sessions are in the index. A text is searched in the files.
  filterTime("name and result", { names: ["command.invoked"], results: ["error"] }, 0.1),
  filterTime("text", { text: "not found" }, 0.5),
  memoryOfView,
];
