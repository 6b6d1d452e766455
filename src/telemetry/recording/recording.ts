import type { FileSystem } from "../stored/fileSystem";
import { DAY_MS } from "../stored/utcDate";
import { TelemetryRecorder } from "./recorder";
import type { TelemetryService } from "./service";
import { LocalJsonlSink } from "./sinks/localJsonlSink";
import { applyRetention } from "./sinks/retention";
import type { LocalSinkSettings } from "./sinks/settings";
import type { TelemetryContext } from "./telemetryContext";

/** Settings for recording. */
export interface RecordingSettings {
  readonly isOn: boolean;
  readonly local: LocalSinkSettings;
}

/** What recording needs. */
export interface RecordingOptions {
  readonly fs: FileSystem;
  /** The telemetry folder. */
  readonly directory: string;
  /** The context of this window. Its session ID must be unique. */
  readonly context: TelemetryContext;
  readonly settings: RecordingSettings;
  /** Receives errors that occur in the background. Recording continues. */
  readonly onError: (error: unknown) => void;
}

/**
 * Records one window's telemetry: a service that creates events, a sink that stores them, and
 * retention, which deletes old files.
 */
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

  /**
   * Applies changed settings immediately. When recording is turned off, events already recorded are
   * still stored.
   */
  configure({ isOn, local }: RecordingSettings): void {
    this.sink.settings = local;
    this.recorder.isEnabled = isOn;
    if (!isOn) {
      this.flush().catch(this.options.onError);
    }
  }

  /** Stores the events that are still in memory. Rejects if that fails. */
  flush(): Promise<void> {
    return this.sink.flush();
  }

  /** Stores the events that are still in memory and stops recording. */
  async dispose(): Promise<void> {
    clearInterval(this.daily);
    this.recorder.isEnabled = false;
    await this.flush().catch(this.options.onError);
  }

  private async retain(): Promise<void> {
    const { fs, directory, onError } = this.options;
    try {
      const { failures } = await applyRetention(fs, directory, this.sink.settings, Date.now());
      failures.forEach(onError);
    } catch (error) {
      onError(error);
    }
  }
}
