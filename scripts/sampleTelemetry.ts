import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

type Range = readonly [least: number, most: number];
type Choice<T> = readonly [T, ...T[]];

interface Kind {
  readonly name: string;
  readonly properties?: Readonly<Record<string, Choice<string>>>;
  readonly measurements?: Readonly<Record<string, Range>>;
  /** Milliseconds. What takes time is traced: it has a duration and a result. */
  readonly takes?: Range;
  readonly phases?: readonly string[];
  /** The likelihood of an error. */
  readonly fails?: number;
}

interface Trace {
  readonly trace_id?: string;
  readonly parent_event_id?: string;
  readonly error?: object | undefined;
}

interface Recorded {
  readonly session: Session;
  readonly time: number;
  readonly row: object;
}

const hour = 3_600_000;
const day = 24 * hour;
const linesPerPart = 150;

/** Oldest first: each third of the days has the release of its time, and so its dialect. */
const releases = [
  { dialect: "A", extension: "1.11.4", editor: "1.105.1" },
  { dialect: "C", extension: "1.12.2", editor: "1.107.0" },
  { dialect: "B", extension: "1.13.1", editor: "1.109.3" },
] as const;
type Release = (typeof releases)[number];

const activation: Kind = { name: "activation", takes: [250, 2_500], phases: ["secrets", "views"] };
/** A window in which nobody is logged in yet has no deployment. */
const deployments: Choice<string> = ["https://coder.example.com", "https://dev.coder.com", ""];
const commands = ["open", "viewLogs", "refreshWorkspaces", "workspace.update", "createWorkspace"];
const routes = ["/api/v2/workspaces", "/api/v2/users/me", "/api/v2/workspaceagents/{id}"];
const transport: Choice<string> = ["direct", "direct", "derp"];

/** What happens most often stands first. */
const everyday: Choice<Kind> = [
  {
    name: "command.invoked",
    properties: { command_id: ["coder.login", ...commands.map((command) => `coder.${command}`)] },
    takes: [2, 1_800],
    fails: 0.04,
  },
  {
    name: "http.requests",
    properties: { method: ["GET", "POST", "PUT"], route: ["/bin/*", ...routes] },
    measurements: { count: [1, 60], errors: [0, 2], p50Ms: [8, 120], p95Ms: [120, 1_400] },
  },
  { name: "connection.attempt", properties: { transport }, takes: [300, 9_000], fails: 0.12 },
  { name: "connection.opened", properties: { transport }, measurements: { latencyMs: [4, 210] } },
  { name: "ssh.process.started", measurements: { pid: [900, 64_000], attempt: [1, 5] } },
  {
    name: "workspace.start",
    properties: { template: ["docker", "kubernetes", "aws-linux"] },
    takes: [20_000, 180_000],
    phases: ["queue", "build", "agent_connect", "ready"],
    fails: 0.1,
  },
  { name: "connection.lost", measurements: { openForMs: [9_000, 7_200_000] }, fails: 0.8 },
  { name: "auth.login", properties: { method: ["oauth", "token"] }, takes: [800, 25_000] },
  { name: "extension.error", properties: { origin: ["uriHandler", "sshConfig"] }, fails: 1 },
];

/** What names, paths and servers put into messages, not least what breaks careless readers. */
const errors: Choice<object> = [
  { message: "connect ECONNREFUSED 10.0.0.7:443", type: "Error", code: "ECONNREFUSED" },
  { message: "Request failed with status code 502", type: "AxiosError", code: "ERR_BAD_RESPONSE" },
  { message: 'Workspace "büro/größe-straße" not found', type: "HTTPError", code: "404" },
  { message: "EACCES: permission denied, open 'C:\\Users\\Jürgen\\.ssh\\config'", code: "EACCES" },
  { message: "startup script: 🚀 déploiement échoué 👩‍💻", type: "BuildError" },
  { message: "first line\nsecond line\u2028third line\u2029\ttabbed", type: "Error" },
  { message: "The operation was aborted" },
];

/** All chance comes from one seed, so that a sample is the same on every run. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** From 0 up to 1, by mulberry32. */
  roll(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  between([least, most]: Range): number {
    return Math.floor(least + this.roll() * (most - least + 1));
  }

  pick<T>(choice: Choice<T>, roll = this.roll()): T {
    return choice[Math.floor(roll * choice.length)] ?? choice[0];
  }

  hex(digits: number): string {
    return Array.from({ length: digits }, () => this.between([0, 15]).toString(16)).join("");
  }
}

function mapValues<In, Out>(
  table: Readonly<Record<string, In>> | undefined,
  map: (value: In) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(table ?? {}).map(([key, value]) => [key, map(value)]));
}

/** One window of the editor. What happens is stored when it is over, so time only runs forward. */
class Session {
  readonly events: Recorded[] = [];
  readonly dialect: "A" | "B" | "C";
  readonly context;
  readonly #deploymentUrl: string;
  readonly #dice: Dice;
  #now: number;

  constructor(dice: Dice, release: Release, machineId: string, start: number) {
    this.dialect = release.dialect;
    this.#dice = dice;
    this.#now = start;
    this.#deploymentUrl = dice.pick(deployments, dice.roll() ** 3);
    this.context = {
      extension_version: release.extension,
      machine_id: machineId,
      session_id: dice.hex(32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-a$4-$5"),
      os_type: "linux",
      os_version: "6.8.0-51-generic",
      host_arch: "x64",
      platform_name: "Visual Studio Code",
      platform_version: release.editor,
    };
  }

  work(until: number, target: number): void {
    this.#happen(activation);
    // A trace takes time and leaves several events, so pauses this long fill the session.
    const longestPause = (3 * (until - this.#now)) / target;
    while (this.#now < until && this.events.length < target) {
      this.#now += this.#dice.between([0, longestPause]);
      this.#happen(this.#dice.pick(everyday, this.#dice.roll() ** 3));
    }
  }

  #happen(kind: Kind, within?: Trace): void {
    const event_id = this.#dice.hex(16);
    const start = this.#now;
    const fails = this.#dice.roll() < (kind.fails ?? 0);
    let trace: Trace = within ?? { error: fails ? this.#dice.pick(errors) : undefined };
    const properties = mapValues(kind.properties, (choice) => this.#dice.pick(choice));
    const measurements = mapValues(kind.measurements, (range) => this.#dice.between(range));
    if (kind.takes) {
      trace = { trace_id: this.#dice.hex(32), ...trace };
      this.#pass(kind, kind.takes, { ...trace, parent_event_id: event_id });
      properties["result"] = trace.error ? "error" : "success";
      // The stopwatch is finer than the clock.
      measurements["durationMs"] = this.#now - start + this.#dice.between([0, 99]) / 100;
    }
    this.#record({ event_id, event_name: kind.name }, { properties, measurements, ...trace });
  }

  /** The phase that fails is the last one, and fails the whole. */
  #pass({ name, phases }: Kind, takes: Range, trace: Trace): void {
    this.#now += this.#dice.between(phases ? [1, 20] : takes);
    if (!phases) return;
    const share: Range = [takes[0] / phases.length, takes[1] / phases.length];
    const last = trace.error ? this.#dice.between([1, phases.length]) : phases.length;
    for (const [index, phase] of phases.slice(0, last).entries()) {
      const error = index === last - 1 ? trace.error : undefined;
      this.#happen({ name: `${name}.${phase}`, takes: share }, { ...trace, error });
    }
  }

  #record(identity: object, details: object): void {
    const time = this.#now;
    const timestamp = new Date(time).toISOString();
    const head = { ...identity, timestamp, event_sequence: this.events.length };
    const deployment_url = this.#deploymentUrl;
    const whole = { ...head, context: { ...this.context, deployment_url }, ...details };
    const rows = {
      A: whole,
      B: { ...whole, schema_version: 1 },
      C: { ...head, deployment_url, ...details },
    };
    this.events.push({ session: this, time, row: rows[this.dialect] });
  }
}

/** When the window opens and closes that is the day's first, second … */
function openHours(dice: Dice, today: number, index: number, end: number): Range {
  const lasts = dice.between([hour, 6 * hour]);
  // One is open at the very end, so that the last hours are never empty.
  if (index === 0 && end - today < day) return [Math.max(today, end - lasts), end];
  // One in three days ends with work past midnight.
  const late = index === 0 && dice.roll() < 0.33;
  const start = today + dice.between(late ? [21 * hour, 23 * hour] : [6 * hour, 15 * hour]);
  return [start, start + lasts + (late ? 3 * hour : 0)];
}

function recordDays(dice: Dice, end: number, days: number): Recorded[] {
  const machineId = dice.hex(64);
  const sessions = [];
  for (let index = 0; index < days; index++) {
    const today = (Math.floor(end / day) - days + 1 + index) * day;
    const weekend = [0, 6].includes(new Date(today).getUTCDay());
    const release = releases[Math.floor((index * 3) / days)] ?? releases[0];
    const windows = weekend ? 1 : dice.between([1, 4]);
    const target = dice.between(weekend ? [60, 100] : [150, 380]) / windows;
    for (let window = 0; window < windows; window++) {
      const [start, until] = openHours(dice, today, window, end);
      const session = new Session(dice, release, machineId, start);
      session.work(until, target);
      sessions.push(session);
    }
  }
  return sessions.flatMap(({ events }) => events).filter(({ time }) => time <= end);
}

/** The lines of each file. Windows share one in dialect A, each appending its last half minute. */
function intoFiles(events: readonly Recorded[]): Map<string, object[]> {
  const batch = ({ time }: Recorded): number => Math.floor(time / (hour / 120));
  const files = new Map<string, object[]>();
  for (const event of events.toSorted((one, other) => batch(one) - batch(other))) {
    const { dialect, context } = event.session;
    const timestamp = new Date(event.time).toISOString();
    const suffix = dialect === "A" ? "" : `-${context.session_id.slice(0, 8)}`;
    const stem = `telemetry-${timestamp.slice(0, 10)}${suffix}`;
    let name = `${stem}.jsonl`;
    for (let part = 1; files.get(name)?.length === linesPerPart; part++) {
      name = `${stem}.${part}.jsonl`;
    }
    const header = { kind: "header", schema_version: 1, timestamp, context };
    const lines = files.get(name) ?? (dialect === "C" ? [header] : []);
    lines.push(event.row);
    files.set(name, lines);
  }
  return files;
}

/**
 * Writes into `directory` what Coder's extension would have recorded on one machine in `days` UTC
 * days, of which the last is the day of `end`: nothing is later than `end`. The oldest third is
 * dialect A, the next C, the newest B; a session that crosses midnight keeps the one it began with.
 * Equal options write equal bytes. `events` leaves out the header lines of dialect C.
 */
export async function writeSampleTelemetry(
  directory: string,
  { end, days, seed = 1 }: { end: Date; days: number; seed?: number },
): Promise<{ files: number; events: number }> {
  const events = recordDays(new Dice(seed), end.getTime(), days);
  const files = intoFiles(events);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  for (const [name, lines] of files) {
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
    await writeFile(join(directory, name), text, { mode: 0o600 });
  }
  return { files: files.size, events: events.length };
}
