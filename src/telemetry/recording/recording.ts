import type { FileSystem } from "../stored/fileSystem";
import { DAY_MS } from "../stored/utcDate";
import { TelemetryRecorder } from "./recorder";
import { type OnError, RepeatedErrors } from "./repeatedErrors";
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
  /** Receives errors that occur in the background, seldom if they repeat. Recording continues. */
  readonly onError: OnError;
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
  private readonly errors: RepeatedErrors;
  private readonly daily: NodeJS.Timeout;

  constructor(options: RecordingOptions) {
    const { fs, directory, context, settings } = options;
    this.options = options;
    this.errors = new RepeatedErrors(options.onError);
    const onError = (error: unknown): void => {
      this.errors.add(error);
    };
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
      void this.flushInBackground();
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
    await this.flushInBackground();
    this.errors.flush();
  }

  private flushInBackground(): Promise<void> {
    return this.flush().catch((error: unknown) => {
      this.errors.add(error);
    });
  }

  private async retain(): Promise<void> {
    const { fs, directory } = this.options;
    try {
      const { failures } = await applyRetention(fs, directory, this.sink.settings, Date.now());
      for (const failure of failures) {
        this.errors.add(failure);
      }
    } catch (error) {
      this.errors.add(error);
    }
  }
}
