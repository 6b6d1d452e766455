import type { FileSystem } from "../stored/fileSystem";
import { DAY_MS } from "../stored/utcDate";
import { TelemetryRecorder } from "./recorder";
import type { TelemetryService } from "./service";
import { LocalJsonlSink } from "./sinks/localJsonlSink";
import { applyRetention } from "./sinks/retention";
import type { LocalSinkSettings } from "./sinks/settings";
import type { TelemetryContext } from "./telemetryContext";

/** Whether and how telemetry is recorded. */
export interface RecordingSettings {
  readonly isOn: boolean;
  readonly local: LocalSinkSettings;
}

/** What recording works with. */
export interface RecordingOptions {
  readonly fs: FileSystem;
  /** The telemetry folder. */
  readonly directory: string;
  /** Of this window; its session id is no other window's. */
  readonly context: TelemetryContext;
  readonly settings: RecordingSettings;
  /** Told what goes wrong in the background; the work goes on. */
  readonly onError: (error: unknown) => void;
}

/** One window's recording: the service, its sink, and the retention of what is stored. */
export class Recording {
  readonly telemetry: TelemetryService;
  private readonly recorder: TelemetryRecorder;
  private readonly sink: LocalJsonlSink;
  private readonly options: RecordingOptions;
  private readonly daily: NodeJS.Timeout;

  constructor(options: RecordingOptions) {
    const { fs, directory, context, settings, onError } = options;
    this.options = options;
    this.sink = new LocalJsonlSink({
      fs,
      directory,
      context,
      settings: settings.local,
      describeLoss: (event_count) =>
        this.recorder.createRow("telemetry.dropped", { measurements: { event_count } }),
      onError,
    });
    this.recorder = new TelemetryRecorder(this.sink, onError);
    this.recorder.isEnabled = settings.isOn;
    this.telemetry = this.recorder;
    this.daily = setInterval(() => void this.retain(), DAY_MS).unref();
    void this.retain();
  }

  get isOn(): boolean {
    return this.recorder.isEnabled;
  }

  /** Takes over changed settings at once. What was recorded before it is switched off is stored. */
  configure({ isOn, local }: RecordingSettings): void {
    this.sink.settings = local;
    this.recorder.isEnabled = isOn;
    if (!isOn) {
      this.flush().catch(this.options.onError);
    }
  }

  /** Stores what is in memory; rejects when it can't. */
  flush(): Promise<void> {
    return this.sink.flush();
  }

  /** Stores what is in memory, and ends. */
  async dispose(): Promise<void> {
    clearInterval(this.daily);
    this.recorder.isEnabled = false;
    await this.flush().catch(this.options.onError);
  }

  private async retain(): Promise<void> {
    const { fs, directory, onError } = this.options;
    await applyRetention(fs, directory, this.sink.settings, Date.now()).catch(onError);
  }
}
