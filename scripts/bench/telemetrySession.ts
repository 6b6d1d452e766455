// Generates what one window of the editor records in a day.
import { DAY_MS } from "../../src/telemetry/stored/utcDate";
import type { DataShape } from "./dataShape";
import type { Dice } from "./dice";

/** Number of windows that are open at the same time. */
const OPEN_AT_ONCE = 4;

export interface Line {
  readonly time: number;
  readonly text: string;
  /** The first line of a file that contains this line. */
  readonly header: string;
}

/** A window of the editor with its share of the day and of the data. */
export class Session {
  readonly id: string;
  private readonly shape: DataShape;
  private readonly dice: Dice;
  private readonly begin: number;
  private readonly context: object;

  constructor(shape: DataShape, dice: Dice, day: number, index: number) {
    this.shape = shape;
    this.dice = dice;
    this.begin = day + (index / shape.sessionsPerDay) * (DAY_MS - this.duration);
    this.id = dice.hex(8);
    this.context = {
      extension_version: "1.14.0",
      machine_id: "0123456789abcdef".repeat(4),
      session_id: `${this.id}-0000-4000-8000-000000000000`,
      os_type: "linux",
      os_version: "6.8.0-51-generic",
      host_arch: "x64",
      platform_name: "Visual Studio Code",
      platform_version: "1.105.1",
    };
  }

  private get duration(): number {
    return (DAY_MS * OPEN_AT_ONCE) / (this.shape.sessionsPerDay + OPEN_AT_ONCE);
  }

  *lines(): Generator<Line> {
    const { size, days, sessionsPerDay, dialect } = this.shape;
    const share = size / days / sessionsPerDay;
    const header =
      dialect === "C"
        ? `${JSON.stringify({ kind: "header", schema_version: 1, timestamp: new Date(this.begin), context: this.context })}\n`
        : "";
    for (let done = header.length, sequence = 0; done < share; sequence++) {
      const time = Math.floor(this.begin + (done / share) * this.duration);
      const text = `${JSON.stringify(this.row(time, sequence))}\n`;
      done += text.length;
      yield { time, text, header };
    }
  }

  private row(time: number, sequence: number): object {
    const { dialect, padding } = this.shape;
    const deployment_url = "https://coder.example.com";
    const { properties, ...details } = this.details();
    const head = {
      event_id: this.dice.hex(16),
      timestamp: new Date(time).toISOString(),
      event_sequence: sequence,
    };
    const body = {
      properties: { ...properties, ...(padding > 0 && { text: "pad ".repeat(padding / 4) }) },
      ...details,
    };
    const context = { ...this.context, deployment_url };
    return {
      A: { ...head, context, ...body },
      B: { schema_version: 1, ...head, context, ...body },
      C: { ...head, deployment_url, ...body },
    }[dialect];
  }

  /**
   * Returns one of three kinds of events: a request summary, a timed command or a failed command.
   */
  private details(): { properties: object } & Record<string, unknown> {
    const count = this.dice.between([1, 60]);
    if (count < 20) {
      return {
        event_name: "http.requests",
        properties: { method: "GET", route: "/api/v2/workspaceagents/{id}" },
        measurements: { count, errors: 0, p50Ms: this.dice.between([8, 120]), p95Ms: 1400.25 },
      };
    }
    return {
      event_name: "command.invoked",
      properties: {
        command_id: "coder.refreshWorkspaces",
        result: count < 55 ? "success" : "error",
      },
      measurements: { durationMs: this.dice.between([2, 180_000]) / 100 },
      trace_id: this.dice.hex(32),
      ...(count >= 55 && {
        error: { message: 'Workspace "büro/größe" not found', type: "HTTPError", code: "404" },
      }),
    };
  }
}
